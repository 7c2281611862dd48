import { prosa } from './demo-program.ts'
import type { DemoRemissAvslutad, DemoRemissUtkast } from './demo-remiss.ts'
import { EKHAMN_SVAR_2023 } from './ekhamn-svar-2023.ts'

/** The remiss that the visitor sends: complete, checked, and still in nobody's hands. */
export const EKHAMN_REMISS_2026: DemoRemissUtkast = {
  key: 'remiss-2026',
  status: 'utkast',
  avsandare: 'ks',
  dnr: 'KS 2026/112',
  program: 'ekhamn-2028',
  title: 'Förslag till Trygghetsprogram för Ekhamn 2028–2031',
  missiv: prosa(`
    Här är kommunstyrelsens förslag till trygghetsprogram för de fyra åren från och med den 1 januari 2028. Det ersätter
    programmet för 2024–2027.

    Vi vill veta vad ni anser om förslaget. Det viktigaste för oss är om ansvaret är tydligt, om era egna insatser finns
    med och om det går att arbeta efter texten. Knyt gärna en synpunkt till den passage den gäller. Saknar ni något, skriv
    var det bör stå.

    Ett svar kan vara kort. Har ni inget att invända räcker det att skriva det. Varje synpunkt kommer att bemötas, och ni
    får se vad som hände med den.`),
  questions: [
    {
      key: 'helhet',
      avsnitt: null,
      text: 'Går det att arbeta efter programmet i er verksamhet? Vad skulle hindra er?',
    },
    {
      key: 'ansvar',
      avsnitt: 'uppdrag-ansvar',
      text: 'Är det tydligt vad ni ansvarar för och vad andra kan be er om? Vad behöver sägas klarare?',
    },
    {
      key: 'struktur',
      avsnitt: 'struktur',
      text: 'Stämmer stegen med hur ni planerar och följer upp i dag? Vad skulle ni behöva ändra?',
    },
    {
      key: 'samverkan',
      avsnitt: 'samverkan',
      text: 'Har ni en plats i de former för samverkan som beskrivs, lokalt och centralt?',
    },
    {
      key: 'insatser',
      avsnitt: 'sociala-insatser',
      text: 'Finns era riktade insatser med? Vilka saknas?',
    },
  ],
  replyByDaysFromToday: 84,
}

/** The remiss over the programme that is now in force, long since closed. */
export const EKHAMN_REMISS_2023: DemoRemissAvslutad = {
  key: 'remiss-2023',
  status: 'avslutad',
  avsandare: 'ks',
  dnr: 'KS 2023/41',
  program: 'ekhamn-2024',
  title: 'Förslag till Trygghetsprogram för Ekhamn 2024–2027',
  missiv: prosa(`
    Kommunstyrelsen lämnar ett förslag till trygghetsprogram för åren 2024–2027 och ber om er mening. Yttrandet bör gälla
    hur ansvaret är fördelat och om beskrivningen av ert eget arbete stämmer.`),
  questions: [
    { key: 'ansvar', avsnitt: 'uppdrag-ansvar', text: 'Är ansvarsfördelningen tydlig?' },
    { key: 'helhet', avsnitt: null, text: 'Stämmer beskrivningen av ert eget arbete, och saknas något?' },
  ],
  sentOn: '2023-03-06',
  replyByOn: '2023-06-02',
  closedOn: '2023-09-15',
  instanser: [
    { aktor: 'amn', dnr: 'AMN 2023/57' },
    { aktor: 'son', dnr: 'SON 2023/118' },
    { aktor: 'sdn-sodervik', dnr: 'SOD 2023/36' },
    { aktor: 'bostadsbolaget', dnr: 'EBAB 2023/9' },
    { aktor: 'trn', dnr: 'TRN 2023/204' },
  ],
  svar: EKHAMN_SVAR_2023,
}
