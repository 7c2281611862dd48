import { ATTEST_SENTENCE, type Dokument, type DokumentSection } from '../../src/handlingar/index.ts'
import { fromMarkdown } from '../../src/platform/text/index.ts'

const text = (markdown: string): DokumentSection['parts'][number] => ({ type: 'text', blocks: fromMarkdown(markdown) })

/** The tjänsteutlåtande of a facknämnd in Ekhamn, on three pages: everything the form has, with ordinary content. */
export const UTLATANDE: Dokument = {
  lang: 'sv',
  kind: 'Tjänsteutlåtande',
  sender: { organisation: 'Ekhamns kommun', lines: ['Arbetsmarknadsförvaltningen', 'Utvecklingsstaben'] },
  diarienummer: 'AMN 2026/57',
  date: '2026-10-12',
  handlaggare: {
    name: 'Åsa Lindqvist',
    title: 'utredare',
    phone: '0465-100 12',
    email: 'asa.lindqvist@ekhamn.example',
  },
  recipient: { body: 'Arbetsmarknadsnämnden', meetingDate: '2026-10-27' },
  title: 'Yttrande över remiss av Trygghetsprogram för Ekhamn 2027–2030',
  subtitle: 'Remiss från kommunstyrelsen, KS 2026/112',
  forslag: {
    heading: 'Förvaltningens förslag till beslut',
    points: [
      'Arbetsmarknadsnämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.',
      'Arbetsmarknadsnämnden beslutar att omedelbart justera paragrafen.',
    ],
  },
  sections: [
    {
      level: 1,
      heading: 'Sammanfattning',
      parts: [
        text(
          'Kommunstyrelsen har skickat förslaget till trygghetsprogram på remiss. Förvaltningen ställer sig bakom programmets inriktning och mål, men anser att två avsnitt behöver bli tydligare innan programmet antas: vem som kan kalla på en facknämnds kunskap, och hur arbetet med unga vuxna utanför skola och arbete ska hänga ihop med de lokala råden.\n\nFörvaltningen föreslår att nämnden hänvisar till tjänsteutlåtandet som sitt yttrande.',
        ),
      ],
    },
    {
      level: 1,
      heading: 'Bakgrund',
      parts: [
        text(
          'Det nuvarande programmet gäller till och med 2026. Sedan den 1 juli 2023 har kommunen enligt lag (2023:196) om kommuners ansvar för brottsförebyggande arbete en skyldighet att kartlägga brottsligheten, ta fram en lägesbild och besluta om en åtgärdsplan. Förslaget är skrivet mot den skyldigheten och har fyra fokusområden:\n\n- Förebyggande arbete\n- Riktade sociala insatser\n- Kommunens offentliga miljöer\n- Stadsutveckling och samhällsplanering\n\nRemissen har gått till samtliga nämnder, de kommunala bolagen, lokalpolisområdet och sju föreningar. Svar ska lämnas senast den 30 oktober 2026. Underlaget finns hos [Brottsförebyggande rådet](https://bra.se/kommuners-ansvar).',
        ),
      ],
    },
    {
      level: 1,
      heading: 'Ärendet',
      parts: [
        text(
          'Programmet beskriver kommunens samlade arbete för att förebygga brott och öka tryggheten. Det anger vilka nämnder som har ett **särskilt ansvar** inom varje fokusområde och hur uppföljningen ska gå till. Kommunstyrelsen leder arbetet och rapporterar till kommunfullmäktige en gång om året.\n\n### Vad som är nytt\n\nJämfört med det nuvarande programmet tillkommer tre saker:\n\n1. Lokala råd i varje kommundel, där nämnderna möter polisen och föreningslivet minst fyra gånger om året.\n2. Ett gemensamt problemregister, så att samma problem inte beskrivs på fem olika sätt i fem olika planer.\n3. En ordning för hur en facknämnd *påkallas*, det vill säga ombeds att bidra med sin kunskap i en fråga som en annan nämnd leder.\n\n> Facknämnderna ansvarar inom sina verksamhetsområden och ska bidra med kunskap och resurser när detta är påkallat.',
        ),
      ],
    },
    {
      level: 1,
      heading: 'Ärendets beredning',
      parts: [
        text(
          'Ärendet har beretts inom utvecklingsstaben i samråd med enheten för uppsökande arbete, vuxenutbildningen och förvaltningens säkerhetssamordnare. Förslaget har behandlats i förvaltningsgruppen den 5 oktober 2026.',
        ),
      ],
    },
    {
      level: 1,
      heading: 'Förvaltningens synpunkter och förslag',
      parts: [
        text(
          'Förvaltningen anser att programmet på ett tydligt sätt beskriver mål, ansvar och former för samverkan. Synpunkterna nedan gäller det som behöver förtydligas för att nämnden ska kunna ta den roll som programmet ger den.',
        ),
        {
          type: 'synpunkt',
          synpunkt: {
            nr: 1,
            kinds: ['Oklart', 'Ändring'],
            place: 'passage 2.4',
            text: 'Det framgår inte vem som kan påkalla facknämndens kunskap, och inte heller hur snabbt nämnden ska svara. Förvaltningen föreslår att det är det lokala rådets ordförande som påkallar, och att svar lämnas inom tio arbetsdagar.',
            quote: 'ska bidra med kunskap och resurser när detta är påkallat',
          },
        },
        {
          type: 'synpunkt',
          synpunkt: {
            nr: 2,
            kinds: ['Komplettering'],
            place: 'saknas i kapitel 3, Riktade sociala insatser',
            text: 'Programmet nämner arbetet med ungdomar i skolan men inte unga vuxna som varken arbetar eller studerar. Förvaltningen når i dag omkring fyrahundra unga i åldern 16–29 år genom uppsökande arbete.\n\nFörvaltningen föreslår ett eget stycke om detta, och att uppföljningen redovisar hur många som har gått vidare till arbete eller studier.',
            quote: null,
          },
        },
        {
          type: 'synpunkt',
          synpunkt: {
            nr: 3,
            kinds: ['Instämmer'],
            place: 'programmet som helhet',
            text: 'Förvaltningen ser positivt på att programmet följs upp varje år och att uppföljningen blir offentlig.',
            quote: null,
          },
        },
        text(
          'Förslaget medför inga kostnader utöver beslutad budget. Ett tätare deltagande i de lokala råden kräver att tid avsätts hos två medarbetare, vilket ryms inom nuvarande organisation.',
        ),
      ],
    },
    {
      level: 2,
      heading: 'Konsekvenser för barn och unga',
      parts: [
        text(
          'Barn vars föräldrar kommer i arbete får bättre förutsättningar. Förvaltningen bedömer att de föreslagna förtydligandena är förenliga med barnets bästa.',
        ),
      ],
    },
  ],
  signatories: [
    { name: 'Kerstin Öberg', title: 'förvaltningsdirektör', forvaltning: 'arbetsmarknadsförvaltningen' },
    { name: 'Anders Nyqvist', title: 'utvecklingschef', forvaltning: 'arbetsmarknadsförvaltningen' },
  ],
  bilagor: ['Remiss: Trygghetsprogram för Ekhamn 2027–2030', 'Yttrande från enheten för uppsökande arbete'],
  attest: {
    sentence: ATTEST_SENTENCE,
    rows: [
      { nameAndTitle: 'Anders Nyqvist, utvecklingschef', date: '2026-10-09' },
      { nameAndTitle: 'Kerstin Öberg, förvaltningsdirektör', date: '2026-10-12' },
    ],
  },
  keywords: ['trygghetsprogram', 'remiss', 'brottsförebyggande arbete'],
}

/** The same with as much to say as gives five pages, no paragraph twice: what the bench and the tests of many pages take. */
export const FEM_SIDOR: Dokument = {
  ...UTLATANDE,
  sections: UTLATANDE.sections.map((section) =>
    section.heading === 'Ärendet' ? { ...section, parts: [...section.parts, ...manyParagraphs(18)] } : section,
  ),
}

function manyParagraphs(count: number): DokumentSection['parts'] {
  const areas = ['skolan', 'socialtjänsten', 'parkerna', 'stadsdelscentrum', 'fritidsgårdarna', 'kollektivtrafiken']
  const acts = ['uppsökande arbete', 'belysning', 'medarrangörskap', 'föräldrastöd', 'trygghetsvandringar']
  return Array.from({ length: count }, (_, at) => {
    const [area, act] = [areas[at % areas.length], acts[at % acts.length]]
    return text(
      `I ${area} har kommunen under ${2008 + at} prövat ${act} tillsammans med polisen och de föreningar som finns på platsen. Erfarenheterna från omgång ${at + 1} visar att ansvarsfördelningen behöver vara överenskommen i förväg, och att ${act} kräver samma personer över tid. Programmet bör därför säga vem som samordnar arbetet i ${area}, hur länge det pågår och hur det följs upp mot lägesbilden.`,
    )
  })
}
