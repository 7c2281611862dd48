/**
 * Scores a reading against an `expected.json` by the rule of FIELDS.md: a leaf counts when it is equal after folding
 * white space and case; a sentence also when one contains the other; a leaf that is not in the document is wrong.
 * Expected files name only some of a document's fields, so a field they do not name is wrong only when its words are
 * not in the document.
 */
export interface Score {
  /** Expected leaves that were found. */
  matched: number
  /** Expected leaves in all. */
  expected: number
  /** Produced leaves that are wrong: another value, one too many in a list, or not in the document. */
  wrong: number
  /** Paths of what was missed and what was wrong, for people. */
  missed: string[]
  errors: string[]
}

type Json = unknown

/** Keys whose values are codes or normalised forms; they need not stand in the document word for word. */
const CODES = new Set(
  'docType caseType formula stance kind role content level status outcome form dateSource proposal unanimous vote immediateAdjustment dnrDamaged signatures nr paragraph points count decisionPointsAtLeast year attachments'.split(
    ' ',
  ),
)

/** Not fields of the reader: what a reply's points should be is scored by its own test. */
const IGNORED = new Set(['pointsToFind'])

/** @param expected the parsed `expected.json`; @param fields the reading's fields; @param text the reading's text. */
export function scoreReading(
  expected: Record<string, Json>,
  fields: Record<string, { value: Json }>,
  text: string,
): Score {
  const score: Score = { matched: 0, expected: 0, wrong: 0, missed: [], errors: [] }
  const document = squeeze(text)
  for (const [name, value] of Object.entries(expected)) {
    if (!IGNORED.has(name)) compare(score, name, value, fields[name]?.value)
  }
  for (const [name, field] of Object.entries(fields)) {
    if (name in expected) continue
    for (const [path, leaf] of leaves(field.value, name)) {
      if (CODES.has(path.split('.').at(-1) ?? '') || isGrounded(leaf, document)) continue
      score.wrong += 1
      score.errors.push(`${path} not in document: ${String(leaf)}`)
    }
  }
  return score
}

function compare(score: Score, path: string, expected: Json, actual: Json): void {
  if (Array.isArray(expected)) {
    compareLists(score, path, expected, Array.isArray(actual) ? actual : actual === undefined ? [] : [actual])
    return
  }
  if (isObject(expected)) {
    const own = isObject(actual) ? actual : {}
    for (const [key, value] of Object.entries(expected)) compare(score, `${path}.${key}`, value, own[key])
    return
  }
  score.expected += 1
  // Some fixtures give only how many there are.
  const counted = typeof expected === 'number' && Array.isArray(actual) ? actual.length : actual
  const single = Array.isArray(counted) && counted.length === 1 ? counted[0] : counted
  if (isSame(expected, single)) score.matched += 1
  else {
    score.missed.push(`${path}: ${String(expected)}`)
    if (single !== undefined) {
      score.wrong += 1
      score.errors.push(`${path}: ${JSON.stringify(single)}`)
    }
  }
}

/** Elements are paired so that most leaves agree; an element left over is wrong. */
function compareLists(score: Score, path: string, expected: readonly Json[], actual: readonly Json[]): void {
  const free = new Set(actual.keys())
  for (const wanted of expected) {
    let best: { at: number; matched: number } | null = null
    for (const at of free) {
      const trial: Score = { matched: 0, expected: 0, wrong: 0, missed: [], errors: [] }
      compare(trial, path, wanted, actual[at])
      if (trial.matched > (best?.matched ?? 0)) best = { at, matched: trial.matched }
    }
    if (best) free.delete(best.at)
    compare(score, path, wanted, best ? actual[best.at] : undefined)
  }
  const keys = new Set(expected.filter(isObject).flatMap((one) => Object.keys(one)))
  for (const at of free) {
    for (const [leafPath, leaf] of leaves(actual[at], path)) {
      const key = leafPath.split('.').at(-1) ?? ''
      if (isObject(actual[at]) && !keys.has(key)) continue
      score.wrong += 1
      score.errors.push(`${leafPath} too many: ${String(leaf)}`)
    }
  }
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function leaves(value: Json, path: string): [path: string, leaf: Json][] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, path))
  if (isObject(value)) return Object.entries(value).flatMap(([key, one]) => leaves(one, `${path}.${key}`))
  return value === undefined || value === null ? [] : [[path, value]]
}

function isSame(expected: Json, actual: Json): boolean {
  if (typeof expected !== 'string' || typeof actual !== 'string')
    return expected === actual || String(expected) === String(actual)
  const [a, b] = [folded(expected), folded(actual)]
  if (a === b) return true
  if (isPhone(a) && isPhone(b)) return a.replace(/\D/g, '') === b.replace(/\D/g, '')
  const isSentence = Math.min(a.split(' ').length, b.split(' ').length) >= 4
  return isSentence && (a.includes(b) || b.includes(a))
}

function isPhone(text: string): boolean {
  return /^0[\d -]{6,16}$/.test(text)
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}

function squeeze(text: string): string {
  return folded(text).replace(/[\s-]/g, '')
}

const MONTHS = 'januari februari mars april maj juni juli augusti september oktober november december'.split(' ')

/** The leaf stands in the document, as it is or in another way of writing a date or a phone number. */
function isGrounded(leaf: Json, document: string): boolean {
  const text = folded(String(leaf))
  if (typeof leaf !== 'string') return true
  const date = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(text)
  if (date) {
    const [, year = '', month = '', day = ''] = date
    const name = MONTHS[Number(month) - 1] ?? ''
    return [`${year}${month}${day}`, `${year.slice(2)}${month}${day}`, `${Number(day)}${name}${year}`].some((form) =>
      document.includes(form),
    )
  }
  return document.includes(squeeze(text)) || document.replace(/[’]/g, "'").includes(squeeze(text))
}
