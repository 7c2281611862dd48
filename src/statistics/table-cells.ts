import { demand, demandNumber } from './invalid.ts'

/** A dimension of a table: its codes, what they are added up to, and what of it is shown. */
export interface TableDimension {
  name: string
  /**
   * A hierarchy as rows of codes: a code of the finest level first, then what it belongs to, level by level. Levels need not be nested:
   * two divisions of the same areas may stand beside each other. Without it the codes are those of the rows.
   */
  levels?: readonly (readonly string[])[]
  /** What the sum over the whole dimension is called. */
  total?: string
  /** `all`: every code, the groups and the total; `inner`: only the finest codes; `groups`: groups and total; `total`: nothing else. */
  show?: 'all' | 'inner' | 'groups' | 'total'
}

/** Counts of inner cells, by a code of each dimension. Cells that are not there are 0, and the same cell twice is added up. */
export interface TableRow {
  at: readonly string[]
  count: number
}

/** A code, several added up, or null for the whole dimension. */
export type CellPlace = readonly (string | readonly string[] | null)[]

interface Category {
  code: string
  /** 0 is the finest; the total is above all. */
  level: number
  leaves: number[]
}

export interface TableCell {
  at: string[]
  inner: Int32Array
  /** 0 for the total of all; higher for finer cells. */
  rank: number
}

/** The cells of a table of any number of dimensions: every combination of what each dimension shows. */
export class TableCells {
  readonly inner: Float64Array
  readonly cells: TableCell[]
  /** The inner cell of each row that came. */
  readonly ofRow: Int32Array
  private readonly categories: Category[][]
  private readonly leaves: Map<string, number>[]
  private readonly strides: number[]

  /** @throws StatisticsInvalid */
  constructor(
    private readonly dimensions: readonly TableDimension[],
    rows: readonly TableRow[],
    path = 'rows',
  ) {
    demand(dimensions.length >= 1 && dimensions.length <= 8, 'dimensions', dimensions.length, [
      '1–8 dimensioner',
      '1–8 dimensions',
    ])
    rows.forEach((row, r) => {
      demand(row.at.length === dimensions.length, `${path}[${r}].at`, row.at, [
        `en kod för var och en av ${dimensions.length} dimensioner`,
        `a code for each of ${dimensions.length} dimensions`,
      ])
      demandNumber(row.count, `${path}[${r}].count`, { min: 0, isWhole: true })
    })
    this.categories = dimensions.map((dimension, d) => categoriesOf(dimension, d, rows))
    this.leaves = this.categories.map(
      (all) => new Map(all.filter(({ level }) => level === 0).map(({ code, leaves }) => [code, leaves[0] as number])),
    )
    const sizes = this.leaves.map(({ size }) => size)
    const size = sizes.reduce((product, one) => product * one, 1)
    const empty = sizes.indexOf(0)
    demand(empty < 0, `dimensions[${empty}].levels`, undefined, [
      'minst en kod, här eller i en rad',
      'at least one code, here or in a row',
    ])
    demand(size <= 1_000_000, 'dimensions', size, ['högst en miljon inre celler', 'at most a million inner cells'])
    this.strides = sizes.map((_, d) => sizes.slice(d + 1).reduce((product, one) => product * one, 1))
    this.inner = new Float64Array(size)
    this.ofRow = Int32Array.from(rows, (row, r) =>
      row.at.reduce((sum, code, d) => sum + this.leafOf(code, d, `${path}[${r}].at[${d}]`) * this.stride(d), 0),
    )
    rows.forEach(({ count }, r) => {
      const at = this.ofRow[r] as number
      this.inner[at] = (this.inner[at] as number) + count
    })
    this.cells = this.allCells()
  }

  /** The inner cells of a place, which may be no cell of this table. @throws StatisticsInvalid */
  placed(place: CellPlace, path: string): Int32Array {
    demand(place.length === this.dimensions.length, path, place, [
      `en kod, en lista eller null för var och en av ${this.dimensions.length} dimensioner`,
      `a code, a list or null for each of ${this.dimensions.length} dimensions`,
    ])
    return this.product(
      place.map((wanted, d) => {
        const all = this.categories[d] as Category[]
        if (wanted === null) return [...(this.leaves[d] as Map<string, number>).values()]
        const found = new Set<number>()
        for (const code of typeof wanted === 'string' ? [wanted] : wanted) {
          const category = all.find((one) => one.code === code)
          if (!category) return unknownCode(code, `${path}[${d}]`)
          for (const leaf of category.leaves) found.add(leaf)
        }
        return [...found].sort((a, b) => a - b)
      }),
    )
  }

  /** The codes of an inner cell. */
  nameOf(inner: number): string[] {
    return this.leaves.map((own, d) => {
      const leaf = Math.floor(inner / this.stride(d)) % own.size
      return [...own.keys()][leaf] as string
    })
  }

  /** Cells that add up to another one, along one dimension and of one level. */
  lines(): { parent: number; children: number[] }[] {
    const shown = this.shownCategories()
    const steps = shown.map((_, d) => shown.slice(d + 1).reduce((product, one) => product * one.length, 1))
    return shown.flatMap((own, d) =>
      own.flatMap((parent, p) => {
        const below = [...new Set(own.map(({ level }) => level))].filter((level) => level < parent.level)
        return below.flatMap((level) => {
          const children = own.flatMap((one, c) =>
            one.level === level && one.leaves.every((leaf) => parent.leaves.includes(leaf)) ? [c] : [],
          )
          const covered = children.reduce((sum, c) => sum + (own[c] as Category).leaves.length, 0)
          if (covered !== parent.leaves.length) return []
          const step = steps[d] as number
          return this.cells.flatMap((_, cell) => {
            if (Math.floor(cell / step) % own.length !== p) return []
            return [{ parent: cell, children: children.map((c) => cell + (c - p) * step) }]
          })
        })
      }),
    )
  }

  private allCells(): TableCell[] {
    const shown = this.shownCategories()
    const size = shown.reduce((product, one) => product * one.length, 1)
    demand(size <= 1_000_000, 'dimensions', size, ['högst en miljon celler', 'at most a million cells'])
    return Array.from({ length: size }, (_, cell) => {
      let rest = cell
      const picked: Category[] = []
      for (let d = shown.length - 1; d >= 0; d--) {
        const own = shown[d] as Category[]
        picked.unshift(own[rest % own.length] as Category)
        rest = Math.floor(rest / own.length)
      }
      return {
        at: picked.map(({ code }) => code),
        inner: this.product(picked.map(({ leaves }) => leaves)),
        rank: picked.reduce((sum, { level }) => sum - level, 0),
      }
    })
  }

  private shownCategories(): Category[][] {
    return this.categories.map((all, d) => {
      const show = this.dimensions[d]?.show ?? 'all'
      const top = Math.max(...all.map(({ level }) => level))
      return all.filter(({ level }) => {
        if (show === 'inner') return level === 0
        if (show === 'groups') return level > 0
        return show === 'all' || level === top
      })
    })
  }

  private product(leaves: readonly (readonly number[])[]): Int32Array {
    let found = [0]
    leaves.forEach((own, d) => {
      const stride = this.stride(d)
      found = found.flatMap((at) => own.map((leaf) => at + leaf * stride))
    })
    return Int32Array.from(found)
  }

  private stride(d: number): number {
    return this.strides[d] as number
  }

  private leafOf(code: string, d: number, path: string): number {
    return (this.leaves[d] as Map<string, number>).get(code) ?? unknownCode(code, path)
  }
}

function unknownCode(code: string, path: string): never {
  demand(false, path, code, ['en kod i dimensionen', 'a code of the dimension'])
  throw new Error(code)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function categoriesOf(dimension: TableDimension, d: number, rows: readonly TableRow[]): Category[] {
  const path = `dimensions[${d}]`
  const paths = dimension.levels ?? [...new Set(rows.map((row) => row.at[d] as string))].map((code) => [code])
  const sorted = [...paths].sort((a, b) => byText(a[0] ?? '', b[0] ?? ''))
  const depth = sorted[0]?.length ?? 1
  const found = new Map<string, Category>()
  sorted.forEach((codes, leaf) => {
    demand(codes.length === depth, `${path}.levels`, codes, [
      `${depth} koder i varje rad`,
      `${depth} codes in each row`,
    ])
    codes.forEach((code, level) => {
      const known = found.get(code)
      const isOwn = known ? known.level === level && level > 0 : true
      demand(isOwn, `${path}.levels`, code, [
        'en kod som bara finns på en nivå, den finaste en gång',
        'a code of one level only, the finest once',
      ])
      if (known) known.leaves.push(leaf)
      else found.set(code, { code, level, leaves: [leaf] })
    })
  })
  const total = dimension.total ?? 'Totalt'
  demand(!found.has(total), `${path}.total`, total, ['ett namn som inte är en kod', 'a name that is no code'])
  const all = [...found.values()].sort((a, b) => b.level - a.level || byText(a.code, b.code))
  return [{ code: total, level: depth, leaves: sorted.map((_, leaf) => leaf) }, ...all]
}
