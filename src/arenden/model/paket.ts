/** What stands about an ärende in its package. Plain JSON; the XML is drawn from the same. */
export type PaketValue = string | number | boolean | null | PaketValue[] | { [key: string]: PaketValue }

/** A file name that can be unpacked anywhere: ASCII, short, no path, no dots but the one before the ending. */
export function safeName(nr: number, title: string, fileName: string | null): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName ?? '')?.[1]?.toLowerCase() ?? 'bin'
  const stem = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return `${String(nr).padStart(4, '0')}-${stem || 'handling'}.${ending}`
}

/** Characters that XML 1.0 cannot hold, also as references, go. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** The metadata as XML: a list's elements are called `post`, an empty value is an empty element. */
export function toXml(name: string, value: PaketValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value, '')}`
}

function element(name: string, value: PaketValue, indent: string): string {
  if (value === null) return `${indent}<${name}/>\n`
  if (typeof value !== 'object') return `${indent}<${name}>${xmlText(String(value))}</${name}>\n`
  const inner = Array.isArray(value)
    ? value.map((one) => element('post', one, `${indent}  `))
    : Object.entries(value).map(([key, one]) => element(key, one, `${indent}  `))
  if (inner.length === 0) return `${indent}<${name}/>\n`
  return `${indent}<${name}>\n${inner.join('')}${indent}</${name}>\n`
}

/** What the one who opens the package needs to know. */
export function readme(arende: { diarienummer: string | null; title: string; ownerName: string }): string {
  return `${arende.title}
Diarienummer: ${arende.diarienummer ?? 'saknas'}
Myndighet: ${arende.ownerName}

Det här paketet innehåller hela ärendet så som det stod i Samsyn när paketet hämtades. Det är förberett för att föras
in i kommunens diariesystem. Det är ingen arkivleverans.

handlingar/       handlingarnas original, oförändrade, numrerade som i ärendet
maskerade/        maskerade kopior av dem som har en: det som lämnas ut
utlatanden/       tjänsteutlåtanden som PDF/A-2a (deklarerad, inte validerad)
metadata.json     ärendet, handlingarna med datum, part och sekretessmarkering, och historiken
metadata.xml      samma uppgifter som XML
kontrollsummor.sha256   SHA-256 för varje fil i paketet

En handling utan fil finns på papper eller i ett annat system; den står i metadata. Det som är arbetsmaterial är märkt
så i metadata och är inte allmän handling. En sekretessmarkering är en varning och inget beslut: paketet innehåller
originalen, också av markerade handlingar, och ska hanteras därefter.
`
}

/** The same for the package that can be given out. */
export function publicReadme(arende: { diarienummer: string | null; title: string; ownerName: string }): string {
  return `${arende.title}
Diarienummer: ${arende.diarienummer ?? 'saknas'}
Myndighet: ${arende.ownerName}

Det här paketet innehåller ärendets allmänna handlingar så som de kan lämnas ut. Arbetsmaterial är inte med. En handling
med sekretessmarkering eller personnummer är med som maskerad kopia; finns ingen sådan är den utelämnad, och metadata
säger med stöd av vilken bestämmelse. Begärs en utelämnad handling ut prövas den.

handlingar/       handlingarna, numrerade som i ärendet
metadata.json     ärendet och handlingarna
metadata.xml      samma uppgifter som XML
kontrollsummor.sha256   SHA-256 för varje fil i paketet
`
}
