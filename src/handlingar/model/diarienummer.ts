/**
 * Diary numbers (diarienummer) as Swedish authorities write them. A number is unique only together with the authority
 * that gave it, so nothing here decides whose it is; the families only say which part is year, serial number, class and
 * prefix.
 *
 * Source of the families: `data/ref/diarienummer_formats.csv` (examples read out of public documents 2004–2026). The
 * patterns are written from those examples.
 */

/** One way of writing diary numbers. */
export interface DiarienummerFamily {
  id: string
  /** Matches a whole number; named groups `body`, `year`, `nr`, `klass`, `sub`. Without anchors and flags. */
  pattern: string
  example: string
  /**
   * True when the form is so particular that it can be found in running text. The others look like dates, page numbers
   * or laws and are read only after a word such as "Dnr".
   */
  isDistinct: boolean
}

const KLASS = '\\d{1,2}(?:\\.\\d{1,2}){1,3}'
const YEAR = '(?<year>(?:19|20)\\d{2})'

/** The class stands where the serial number should: "RK 2019/1.5.1". */
const LOST_NUMBER = new RegExp(`(?:19|20)\\d{2}/${KLASS}$`)

/** In order of precedence: the first family that fits names the number. */
export const DIARIENUMMER_FAMILIES: readonly DiarienummerFamily[] = [
  {
    id: 'sthlm-trafik',
    pattern: `T\\s?${YEAR}-(?<klass>\\d{3})-(?<nr>\\d{5})`,
    example: 'T 2010-313-01743',
    isDistinct: true,
  },
  {
    id: 'sthlm-plan',
    pattern: `S-Dp\\s?${YEAR}-(?<nr>\\d{5})-(?<klass>\\d{2})`,
    example: 'S-Dp 2008-22860-54',
    isDistinct: true,
  },
  {
    id: 'polis',
    pattern: '(?<body>A{2})-(?<klass>\\d{3})-(?<nr>\\d{4,6})-(?<year>\\d{4})',
    example: 'AA-191-74557-2009',
    isDistinct: true,
  },
  {
    id: 'region',
    pattern: '(?<body>LS)\\s?(?<nr>\\d{4}-\\d{4})',
    example: 'LS 1403-0284',
    isDistinct: true,
  },
  {
    id: 'departement',
    pattern: `(?<body>[A-ZÅÄÖ][a-zåäö]{0,2})${YEAR}/(?<nr>\\d{5})`,
    example: 'Ju2021/02425',
    isDistinct: true,
  },
  {
    id: 'eskilstuna',
    pattern: `(?<body>[A-ZÅÄÖ]{2,6})/${YEAR}:(?<nr>\\d{1,6})`,
    example: 'KSKF/2014:408',
    isDistinct: true,
  },
  {
    id: 'punkt',
    pattern: `(?<body>[A-ZÅÄÖ]{2,4})\\.${YEAR}\\.(?<nr>\\d{1,5})`,
    example: 'KU.2018.6',
    isDistinct: true,
  },
  {
    id: 'prefix-dash',
    pattern: `(?<body>[A-ZÅÄÖ]{1,5})-${YEAR}[-/](?<nr>\\d{1,6})(?:[.-](?<klass>\\d{3}))?`,
    example: 'KS-2018/451.181',
    isDistinct: true,
  },
  {
    id: 'sthlm-edok',
    pattern: `(?<body>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,5})\\s${YEAR}/(?<nr>\\d{1,6})(?:\\s(?<klass>${KLASS}))?`,
    example: 'KS 2023/739',
    isDistinct: true,
  },
  {
    id: 'namnd-ar-nr',
    pattern: `(?<body>[A-ZÅÄÖ]{2,6})\\s?${YEAR}/(?<nr>\\d{1,5})(?:-(?<sub>\\d{1,4}))?`,
    example: 'KS2016/1963-2',
    isDistinct: true,
  },
  {
    id: 'ar-namnd-nr',
    pattern: `${YEAR}/(?<body>[A-ZÅÄÖ]{2,4})\\s?(?<nr>\\d{4})(?:\\s(?<klass>\\d{2,3})(?!\\d))?`,
    example: '2023/BUN 0214',
    isDistinct: true,
  },
  {
    id: 'namnd-kort',
    pattern: '(?<body>[A-ZÅÄÖ]{2,4})\\s(?<year>\\d{2})/(?<nr>\\d{4})',
    example: 'SN 18/0098',
    isDistinct: true,
  },
  {
    id: 'sthlm-klass-nr-ar',
    pattern: `(?<klass>${KLASS})[-.](?<nr>\\d{1,5})[-/]${YEAR}`,
    example: '1.3.1-585/2016',
    isDistinct: true,
  },
  {
    id: 'sthlm-klass-slash',
    pattern: `(?<klass>${KLASS})/(?<nr>\\d{1,5})-${YEAR}`,
    example: '2.2.2/171-2013',
    isDistinct: true,
  },
  {
    id: 'sthlm-ar-nr-klass',
    pattern: `${YEAR}-\\s?(?<nr>\\d{1,5})-(?<klass>\\d{1,3}(?:\\.\\d{1,2})*)`,
    example: '2012-49-1.5.1',
    isDistinct: false,
  },
  {
    id: 'sthlm-nr-ar-klass',
    pattern: `(?<nr>\\d{1,5})-${YEAR}-(?<klass>\\d{1,3}(?:\\.\\d{1,2})*)`,
    example: '155-2012-1.5.1',
    isDistinct: false,
  },
  {
    id: 'sthlm-old-klass3',
    pattern: '(?<klass>\\d{3})\\s?-\\s?(?<nr>\\d{1,5})\\s?[-/]\\s?(?<year>(?:19|20)\\d{2}|\\d{2})',
    example: '102-274-04',
    isDistinct: false,
  },
  {
    id: 'sthlm-utb-old',
    pattern: '(?<year>\\d{2})-(?<klass>\\d{3})/(?<nr>\\d{1,5})(?::(?<sub>\\d))?',
    example: '07-125/1765:2',
    isDistinct: false,
  },
  {
    id: 'nr-plain',
    pattern: `(?<nr>\\d{1,4})-(?<klass>\\d{1,4})-${YEAR}`,
    example: '7-742-2011',
    isDistinct: false,
  },
  {
    id: 'suffix-namnd',
    pattern: `${YEAR}/(?<nr>\\d{3,6})(?:\\s(?<body>[A-ZÅÄÖ]{2}))?`,
    example: '2014/0531 KS',
    isDistinct: false,
  },
  {
    id: 'gbg-old',
    pattern: '(?<nr>\\d{4})/(?<year>\\d{2})',
    example: '0523/18',
    isDistinct: false,
  },
]

/** What a diary number says about itself. `year` is four digits (two-digit years from 50 on belong to the 1900s). */
export interface Diarienummer {
  family: string
  body?: string
  year?: number
  nr?: string
  klass?: string
  normalised: string
}

const WHOLE = DIARIENUMMER_FAMILIES.map((family) => ({ id: family.id, regex: new RegExp(`^${family.pattern}$`) }))

const LABEL = /^(?:(?:dnr|diarie(?:nr|nummer)|d:nr|ärendenr|ärendenummer)(?![a-zåäö])\s*[.:]?\s*)+/i

/** One kind of space, one kind of dash, no label, no closing full stop; letters as printed. */
function tidy(input: string): string {
  return input
    .slice(0, 200)
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(LABEL, '')
    .replace(/ ?- ?(?=\d)/g, '-')
    .replace(/ ?\/ ?/g, '/')
    .replace(/[ .]+$/, '')
}

/**
 * The form two writings of the same number share: `ks2023/739`, `KS  2023/739` and `Dnr KS 2023/739` give `KS
 * 2023/739`. Leading zeros are kept, since they tell numbers apart in some diaries.
 */
export function normaliseDiarienummer(input: string): string {
  return tidy(input)
    .replace(/(?<=\p{L}) ?(?=\d)/gu, ' ')
    .replace(/(?<=\/) (?=\p{L})/gu, '')
    .toLocaleUpperCase('sv')
}

/**
 * @returns null when the writing belongs to no known family; that does not make it wrong (see {@link
 * checkDiarienummer}).
 */
export function parseDiarienummer(input: string): Diarienummer | null {
  if (input.length > 200 || isDamaged(input)) return null
  const text = tidy(input)
  const withUpper = text.replace(/^[\p{L}]+(?=[\s\d/.-])/u, (prefix) => prefix.toLocaleUpperCase('sv'))
  for (const { id, regex } of WHOLE) {
    const groups = (regex.exec(text) ?? regex.exec(withUpper))?.groups
    if (!groups) continue
    return {
      family: id,
      ...(groups.body ? { body: groups.body } : {}),
      ...(groups.year ? { year: fourDigits(groups.year) } : {}),
      ...(groups.nr ? { nr: groups.nr } : {}),
      ...(groups.klass ? { klass: groups.klass } : {}),
      normalised: normaliseDiarienummer(input),
    }
  }
  return null
}

function fourDigits(year: string): number {
  if (year.length === 4) return Number(year)
  return Number(year) < 50 ? 2000 + Number(year) : 1900 + Number(year)
}

/**
 * True when digits have been lost on one side of a separator: `/2016`, `KS-2016/`, `RK 2019/ 1.5.1`. Such a number is
 * flagged and shown as it is; it is never completed, because a wrong number points at somebody else's ärende.
 */
export function isDamaged(input: string): boolean {
  const text = tidy(input)
  if (!/[/-]/.test(text)) return false
  return /^[/-]/.test(text) || /[/-]$/.test(text) || /[/-]\s*[/-]/.test(text) || LOST_NUMBER.test(text)
}

/** Why a diary number typed into a form cannot be kept. */
export type DiarienummerFault = 'empty' | 'damaged' | 'too-long' | 'control-characters' | 'no-digits'

const MAX_LENGTH = 60

/**
 * Form input. Lenient: a municipality may have a format of its own, so only what can be no diary number at all is
 * refused.
 *
 * @returns the normalised form, which uniqueness within a municipality is checked on.
 */
export function checkDiarienummer(
  input: string,
): { ok: true; normalised: string } | { ok: false; reason: DiarienummerFault } {
  // Before trimming: a number that hides a control or direction character looks like another number than it is.
  if (
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd]|\p{Cs}/u.test(
      input.slice(0, 1000),
    )
  ) {
    return { ok: false, reason: 'control-characters' }
  }
  if (input.length > 1000) return { ok: false, reason: 'too-long' }
  const text = tidy(input)
  if (text === '') return { ok: false, reason: 'empty' }
  if (text.length > MAX_LENGTH) return { ok: false, reason: 'too-long' }
  if (isDamaged(input)) return { ok: false, reason: 'damaged' }
  if (!/\d/.test(text)) return { ok: false, reason: 'no-digits' }
  return { ok: true, normalised: normaliseDiarienummer(input) }
}
