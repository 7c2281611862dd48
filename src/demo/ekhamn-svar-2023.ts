import type { DemoRemissvar } from './demo-remiss.ts'

/** The replies to KS 2023/41. Trafiknämnden never answered; Södervik's reply came six days late and was registered. */
export const EKHAMN_SVAR_2023: DemoRemissvar[] = [
  {
    aktor: 'amn',
    dnr: 'AMN 2023/57',
    form: 'namndbeslut',
    beslutOn: '2023-05-23',
    paragraf: '§ 31',
    receivedAt: '2023-05-24T10:12:00+02:00',
    sammanfattning:
      'Nämnden ställer sig bakom inriktningen men vill att det framgår vem som kan be en facknämnd om hjälp och hur det går till.',
    synpunkter: [
      {
        kinds: ['instammer'],
        text: 'Det är bra att ansvar, mål och former för samverkan är samlade i ett och samma dokument.',
        ankare: { type: 'helheten' },
      },
      {
        kinds: ['oklart', 'fraga'],
        text: 'Vem avgör när vårt bidrag behövs, och vart ska frågan ställas? Som texten nu är skriven kan den läsas på flera sätt.',
        ankare: {
          type: 'passage',
          passage: 'uppdrag-bidra',
          quote: 'kan bidra med kunskap och resurser till stadsdelsnämndernas arbete där det är påkallat',
        },
      },
      {
        kinds: ['andring'],
        text: 'Jobbcentrum finns på två platser och är öppet för fler än dem som saknar både arbete och studier. Skriv ut orterna.',
        ankare: { type: 'passage', passage: 'sociala-arbetsmarknad', quote: 'Arbetet bedrivs vid jobbcentrum.' },
      },
      {
        kinds: ['komplettering'],
        text: 'Vuxenutbildningen når föräldrar som skolan har svårt att få kontakt med och bör nämnas.',
        ankare: { type: 'avsnitt', avsnitt: 'forebyggande' },
      },
      {
        kinds: ['komplettering', 'oklart'],
        text: 'En nämnd utan geografisk indelning har ingen given plats i stadsdelarnas råd trots att den finns i området.',
        ankare: {
          type: 'saknas',
          avsnitt: 'uppdrag-ansvar',
          proposal:
            'Efter passagen om lokala trygghetsråd: hur en facknämnd får plats i ett råd där den har verksamhet.',
        },
      },
    ],
  },
  {
    aktor: 'son',
    dnr: 'SON 2023/118',
    form: 'namndbeslut',
    beslutOn: '2023-05-30',
    paragraf: '§ 58',
    receivedAt: '2023-06-01T15:47:00+02:00',
    sammanfattning:
      'Nämnden tillstyrker förslaget och efterlyser skrivningar om våld i nära relationer och om stöd till den som vill lämna en kriminell miljö.',
    synpunkter: [
      {
        kinds: ['instammer'],
        text: 'Nämnden delar uppfattningen att ansvaret för de riktade insatserna är gemensamt.',
        ankare: {
          type: 'passage',
          passage: 'sociala-sarskilt-ansvar',
          quote: 'Socialnämnden, stadsdelsnämnderna och arbetsmarknadsnämnden har särskilt ansvar',
        },
      },
      {
        kinds: ['komplettering'],
        text: 'Den som vill hoppa av behöver ofta hjälp genast. Ange att stödet kan ges utan väntetid.',
        ankare: { type: 'passage', passage: 'sociala-avhoppare', quote: 'den som vill lämna en kriminell miljö' },
      },
      {
        kinds: ['komplettering'],
        text: 'Våld i nära relationer och hedersrelaterat våld nämns inte någonstans i programmet.',
        ankare: {
          type: 'saknas',
          avsnitt: 'sociala-insatser',
          proposal: 'En egen passage om skydd och stöd till den som utsätts för våld av någon närstående.',
        },
      },
      {
        kinds: ['fraga'],
        text: 'Hur förhåller sig rådet till de samråd om ungdomar som redan finns mellan nämnden och Polisen?',
        ankare: { type: 'passage', passage: 'samverkan-strategiskt-rad', quote: 'ett strategiskt råd' },
      },
    ],
  },
  {
    aktor: 'bostadsbolaget',
    dnr: 'EBAB 2023/9',
    form: 'styrelsebeslut',
    beslutOn: '2023-05-25',
    paragraf: null,
    receivedAt: '2023-05-30T08:30:00+02:00',
    sammanfattning:
      'Bolaget vill delta i de lokala råden och anser att ansvaret för gårdar och källare måste gälla alla fastighetsägare, inte bara bolaget.',
    synpunkter: [
      {
        kinds: ['andring'],
        text: 'Lägg till att hyresgästerna är med och bestämmer. Det är deras gårdar, och det är de som ser när något ändras.',
        ankare: {
          type: 'passage',
          passage: 'stadsutveckling-bostader',
          quote: 'sköter sina gårdar, entréer och källare',
        },
      },
      {
        kinds: ['avstyrker'],
        text: 'Vi kan inte stå bakom en uppräkning av rådets medlemmar där fastighetsägarna saknas.',
        ankare: {
          type: 'passage',
          passage: 'uppdrag-lokalt-rad',
          quote: 'stadsdelsförvaltningen, skolan, fritidsverksamheten och Polisen',
        },
      },
      {
        kinds: ['ovrigt'],
        text: 'Bolagets bovärdar rör sig i Norrby och Södervik varje vardag och delar gärna med sig av det de ser.',
        ankare: { type: 'helheten' },
      },
    ],
  },
  {
    aktor: 'sdn-sodervik',
    dnr: 'SOD 2023/36',
    form: 'namndbeslut',
    beslutOn: '2023-06-07',
    paragraf: '§ 44',
    receivedAt: '2023-06-08T11:05:00+02:00',
    sammanfattning:
      'Nämnden är i huvudsak nöjd men anser att vandringar en gång om året är för glest och att språket i flera mål går att tolka olika.',
    synpunkter: [
      {
        kinds: ['andring'],
        text: 'Gå minst två gånger, en på våren och en när det är mörkt. Publicera listan över det som hittades.',
        ankare: { type: 'passage', passage: 'miljo-vandring', quote: 'En gång om året' },
      },
      {
        kinds: ['oklart'],
        text: 'Det går inte att säga när målet är nått. Vad mäts, och jämfört med vad?',
        ankare: { type: 'passage', passage: 'inledning-mal', quote: 'tryggheten ska öka och brotten bli färre' },
      },
      {
        kinds: ['instammer'],
        text: 'Nämnden uppskattar att stadsdelarnas arbete får ett eget avsnitt.',
        ankare: { type: 'avsnitt', avsnitt: 'uppdrag-ansvar' },
      },
      {
        kinds: ['komplettering', 'andring'],
        text: 'Beskrivningen av läget bör kunna läggas ihop med de andra stadsdelarnas, annars får kommunen fem olika bilder.',
        ankare: {
          type: 'passage',
          passage: 'uppdrag-stadsdelsnamnder',
          quote: 'Stadsdelsnämnderna beskriver läget i sin stadsdel',
        },
      },
      {
        kinds: ['fraga'],
        text: 'Vad händer med de ordningsvakter som redan är förordnade om behovet inte längre bedöms finnas?',
        ankare: { type: 'passage', passage: 'miljo-ordningsvakter', quote: 'Behovet prövas en gång om året.' },
      },
      {
        kinds: ['komplettering'],
        text: 'Utbyggnaden vid Södervikstorget pågår under hela programtiden och borde finnas med.',
        ankare: {
          type: 'saknas',
          avsnitt: 'stadsutveckling',
          proposal: 'Ett exempel från ett pågående byggprojekt, gärna Södervikstorget.',
        },
      },
    ],
  },
]
