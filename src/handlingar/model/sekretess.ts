/**
 * A provision as it is written on a mark: `18 kap. 8 § OSL`, `24 kap. 8 § första stycket OSL`. Only the form is checked: which
 * provision may be relevant is a person's judgement, and the mark decides nothing. Null when it has no such form.
 */
export function readProvision(input: string): string | null {
  const text = input
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(\d{1,2}):(\d)/, '$1 kap. $2')
    .replace(/^(\d{1,2}) ?kap\.? ?/i, '$1 kap. ')
    .replace(/^(\d{1,2} kap\. \d{1,3}(?: ?[a-z](?![a-zåäö]))?) ?§? /i, '$1 § ')
    .replace(/offentlighets- och sekretesslagen(?: \(2009:400\))?$/i, 'OSL')
    .replace(/ osl$/i, ' OSL')
  const match = /^(\d{1,2}) kap\. \d{1,3}(?: ?[a-z])? §(?: (?:och|§|\d|[a-zåäö ]|,|–|-){1,80})? OSL$/.exec(text)
  const chapter = Number(match?.[1])
  // The act has 44 chapters.
  return match && chapter >= 1 && chapter <= 44 ? text : null
}
