import type { ReactNode } from 'react'
import { useView } from './context.ts'

/** One column of a list: how it is drawn, what an export holds, and whether the list can be sorted by it. */
export interface Column<Row> {
  key: string
  label: string
  cell(row: Row): ReactNode
  /** The plain value for CSV and JSON. */
  value(row: Row): string | number | null
  isSortable?: boolean
}

/** What of a list the address asks for. Everything is in the address, so that a filtered list can be sent to somebody. */
export interface ListQuery {
  sort: string
  isDescending: boolean
  /** From 1. */
  page: number
  filters: Readonly<Record<string, string>>
}

export const PAGE_SIZE = 50
const MAX_FILTER_LENGTH = 200

/** Reads the address; unknown columns and impossible pages fall back, they are never an error. */
export function readListQuery(
  query: URLSearchParams,
  options: { sorts: readonly string[]; filters: readonly string[] },
): ListQuery {
  const asked = query.get('sortera') ?? ''
  const isDescending = asked.startsWith('-')
  const column = isDescending ? asked.slice(1) : asked
  const isKnown = options.sorts.includes(column)
  const page = Number(query.get('sida') ?? '1')
  const filters: Record<string, string> = {}
  for (const name of options.filters) {
    // A NUL can stand in an address but not in a PostgreSQL text.
    const value = (query.get(name) ?? '').replaceAll('\0', '').trim().slice(0, MAX_FILTER_LENGTH)
    if (value !== '') filters[name] = value
  }
  return {
    sort: isKnown ? column : (options.sorts[0] ?? ''),
    isDescending: isKnown && isDescending,
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
    filters,
  }
}

function address(path: string, query: ListQuery, change: Partial<ListQuery>): string {
  const next = { ...query, ...change }
  const params = new URLSearchParams(next.filters)
  if (next.sort) params.set('sortera', `${next.isDescending ? '-' : ''}${next.sort}`)
  if (next.page > 1) params.set('sida', String(next.page))
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

/** A table that can be sorted, paged and exported by its address. */
export function ListTable<Row>(props: {
  path: string
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  total: number
  query: ListQuery
  rowKey(row: Row): string
  empty: ReactNode
}) {
  const { t } = useView()
  const { path, columns, rows, total, query } = props
  if (total === 0) return <>{props.empty}</>
  const lastPage = Math.max(1, Math.ceil(total / PAGE_SIZE))
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable with the keyboard */}
      <section className="table-wrap" tabIndex={0} aria-label={props.caption}>
        <table>
          <caption>
            {props.caption} <span className="meta">{t('html.rows', { n: total })}</span>
          </caption>
          <thead>
            <tr>
              {columns.map((column) => {
                const isSorted = query.sort === column.key
                if (!column.isSortable)
                  return (
                    <th key={column.key} scope="col">
                      {column.label}
                    </th>
                  )
                return (
                  <th
                    key={column.key}
                    scope="col"
                    aria-sort={isSorted ? (query.isDescending ? 'descending' : 'ascending') : undefined}
                  >
                    <a
                      href={address(path, query, {
                        sort: column.key,
                        isDescending: isSorted && !query.isDescending,
                        page: 1,
                      })}
                    >
                      {column.label}
                      <span aria-hidden="true">{isSorted ? (query.isDescending ? ' ↓' : ' ↑') : ''}</span>
                    </a>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={props.rowKey(row)}>
                {columns.map((column) => (
                  <td key={column.key}>{column.cell(row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <nav className="pager" aria-label={t('html.pager')}>
        {query.page > 1 && <a href={address(path, query, { page: query.page - 1 })}>{t('html.previous')}</a>}
        {lastPage > 1 && <span>{t('html.page-of', { page: query.page, pages: lastPage })}</span>}
        {query.page < lastPage && <a href={address(path, query, { page: query.page + 1 })}>{t('html.next')}</a>}
        <span className="meta">
          {t('html.export')}: <a href={address(`${path}.csv`, query, { page: 1 })}>CSV</a>{' '}
          <a href={address(`${path}.json`, query, { page: 1 })}>JSON</a>
        </span>
      </nav>
    </>
  )
}

/**
 * CSV as a Swedish spreadsheet opens it: semicolons, BOM, CRLF. A cell that begins like a formula (the characters are OWASP's, the
 * full-width ones too) gets an apostrophe, so that a title typed by somebody is never run by the reader's spreadsheet.
 */
export function toCsv<Row>(columns: Column<Row>[], rows: Row[]): string {
  const quote = (value: string | number | null): string => {
    if (value === null) return ''
    if (typeof value === 'number') return String(value).replace('.', ',')
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value
    return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const lines = [
    columns.map((column) => quote(column.label)),
    ...rows.map((row) => columns.map((column) => quote(column.value(row)))),
  ]
  return `\uFEFF${lines.map((line) => line.join(';')).join('\r\n')}\r\n`
}

/** The same rows as JSON, with the columns' keys. */
export function toJson<Row>(columns: Column<Row>[], rows: Row[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((column) => [column.key, column.value(row)]))),
    null,
    2,
  )
}

/** The form above a list: free text in `text`, one of some states in `lage`. The address holds what was chosen, so it can be shared. */
export function ListFilters(props: {
  path: string
  query: ListQuery
  searchLabel: string
  stateLabel: string
  states: readonly { value: string; label: string }[]
}) {
  const { t } = useView()
  const { path, query } = props
  return (
    <form className="filters" method="get" action={path}>
      <div className="field wide">
        <label htmlFor="text">{props.searchLabel}</label>
        <input id="text" name="text" type="search" defaultValue={query.filters.text} />
      </div>
      <div className="field">
        <label htmlFor="lage">{props.stateLabel}</label>
        <select id="lage" name="lage" defaultValue={query.filters.lage ?? ''}>
          <option value="">{t('html.all')}</option>
          {props.states.map((state) => (
            <option key={state.value} value={state.value}>
              {state.label}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">{t('html.filter')}</button>
      <a href={path}>{t('html.clear-filter')}</a>
    </form>
  )
}

/** A list as a file of its own, with the same rows and columns as the page. */
export function csvAnswer<T>(name: string, ...list: Parameters<typeof toCsv<T>>): Response {
  return new Response(toCsv<T>(...list), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  })
}

/** A list as JSON. */
export function jsonAnswer<T>(...list: Parameters<typeof toJson<T>>): Response {
  return new Response(toJson<T>(...list), { headers: { 'content-type': 'application/json; charset=utf-8' } })
}
