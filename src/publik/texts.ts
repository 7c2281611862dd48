import type { Texts } from '../platform/html/index.ts'

export const publikTexts = {
  'nav.start': ['Start', 'Start'],
  'publik.start-title': ['Start', 'Start'],
  'publik.start-heading': ['{kommun}: samsyn om trygghet', '{kommun}: a shared view of safety'],
  'publik.start-lead': [
    'Här finns kommunens trygghetsprogram, vad som är ute på remiss och vad de tillfrågade har svarat – i en och samma text.',
    'Here are the municipality’s safety programme, what is out on remiss and what those asked have replied – in one and the same text.',
  ],
  'publik.programme': ['Trygghetsprogrammet', 'The safety programme'],
  'publik.in-force-since': ['Gäller sedan', 'In force since'],
  'publik.no-programme': ['Inget program är antaget ännu.', 'No programme has been adopted yet.'],
  'publik.scope-title': ['Vad Samsyn inte är', 'What Samsyn is not'],
  'publik.scope': [
    'Samsyn rymmer företeelser, platser, planer, handlingar och organisationer. De enda personuppgifterna är yrkesroller. Med avsikt finns här inga personakter, riskpoäng på enskilda, patrullförutsägelser, kommunrankningar eller kamerabilder.',
    'Samsyn holds phenomena, places, plans, documents and organisations. The only personal data are professional roles. On purpose there are no files on persons, risk scores, patrol predictions, rankings of municipalities or camera feeds.',
  ],
  'publik.remisser': ['Remisser', 'Remisser'],
  'publik.remiss': ['Remiss', 'Remiss'],
  'publik.sender': ['Avsändare', 'Sender'],
  'publik.svar-senast': ['Svar senast', 'Reply by'],
  'publik.svar': ['Svar', 'Replies'],
  'publik.svar-of': ['{n} av {of}', '{n} of {of}'],
  'publik.state': ['Läge', 'State'],
  'publik.open': ['Pågår', 'Open'],
  'publik.closed': ['Avslutad', 'Closed'],
  'publik.no-remisser': ['Inget är ute på remiss.', 'Nothing is out on remiss.'],
  'publik.embedded': [
    'Den här installationen använder den inbyggda databasen, som inte tål strömavbrott. Den passar för prov och utbildning – inte för allmänna handlingar i drift. Använd PostgreSQL för det.',
    'This installation uses the embedded database, which does not survive a power cut. It suits trials and training – not public records in operation. Use PostgreSQL for that.',
  ],
  'publik.demo-title': ['Prova: en synpunkts väg', 'Try it: the way of one point'],
  'publik.demo-explain': [
    'Det här är en demo med den påhittade kommunen Ekhamn. Byt person och följ en synpunkt från texten till svaret och tillbaka:',
    'This is a demo with the fictional municipality of Ekhamn. Change person and follow one point from the text to the reply and back:',
  ],
  'publik.demo-step-1': [
    'Per Hallberg på stadsledningskontoret väljer instanser och skickar programförslaget på remiss.',
    'Per Hallberg at stadsledningskontoret chooses bodies and sends the draft on remiss.',
  ],
  'publik.demo-step-2': [
    'Eva Sand, registrator, registrerar remissen under arbetsmarknadsnämndens eget diarienummer.',
    'Eva Sand, registrar, registers it under arbetsmarknadsnämnden’s own diary number.',
  ],
  'publik.demo-step-3': [
    'Olle Frisk, handläggare, skriver synpunkter vid passagerna och skickar svaret.',
    'Olle Frisk, officer, writes points at the passages and sends the reply.',
  ],
  'publik.demo-step-4': [
    'Per Hallberg ser synpunkterna i texten, vid de ord de gäller.',
    'Per Hallberg sees the points in the text, at the words they are about.',
  ],
  'publik.demo-step-5': [
    'Ulla Norén, registrator, registrerar ett svar som kom som fil, och Samsyn läser det.',
    'Ulla Norén, registrar, registers a reply that came as a file, and Samsyn reads it.',
  ],
  'publik.demo-begin': ['Välj person', 'Choose a person'],
  'publik.about-title': ['Om Samsyn', 'About Samsyn'],
  'publik.about-lead': [
    'Samsyn är ett öppet system där en kommun planerar, genomför, kommunicerar och följer upp sitt brottsförebyggande och trygghetsskapande arbete, och där den remitterar, beslutar och lever efter det program som styr arbetet.',
    'Samsyn is an open system in which a municipality plans, carries out, communicates and follows up its crime-prevention and safety work, and in which it consults on, decides and lives by the programme that governs it.',
  ],
  'publik.about-thread-title': ['Den röda tråden', 'The red thread'],
  'publik.about-thread': [
    'Varje synpunkt hänger ihop med den passage den gäller, det svar den står i och den remiss som frågade. Tråden kan följas åt båda hållen från varje sida. En länk som borde finnas men saknas är ett glapp, och glappen visas där du arbetar.',
    'Every point hangs together with the passage it is about, the reply it stands in and the remiss that asked. The thread can be followed both ways from every page. A link that should exist and does not is a gap (glapp), shown where you work.',
  ],
  'publik.about-personal-data': [
    'En spärr stoppar personnummer i text som skrivs in, och maskar dem i handlingar som har kommit in.',
    'A guard stops personal identity numbers in typed text, and masks them in received documents.',
  ],
  'publik.about-open-title': ['Öppen källkod', 'Open source'],
  'publik.about-open': [
    'Samsyn är fri programvara under EUPL-1.2. Det skickar inga uppgifter någon annanstans och hämtar ingenting utifrån.',
    'Samsyn is free software under EUPL-1.2. It sends nothing elsewhere and fetches nothing from outside.',
  ],
  'publik.accessibility-title': ['Tillgänglighetsredogörelse', 'Accessibility statement'],
  'publik.accessibility-h1': ['Vad vi lovar', 'What we promise'],
  'publik.accessibility-p1': [
    'Samsyn följer lagen (2018:1937) om tillgänglighet till digital offentlig service. Målet är WCAG 2.2 på nivå AA, också för den inloggade delen.',
    'Samsyn follows the act (2018:1937) on accessibility to digital public service. The goal is WCAG 2.2 level AA, also for the signed-in part.',
  ],
  'publik.accessibility-h2': ['Hur det kontrolleras', 'How it is checked'],
  'publik.accessibility-p2': [
    'Varje sida prövas automatiskt med axe och genomförs med enbart tangentbord och utan klientskript i projektets tester. Ingen oberoende granskning är gjord ännu.',
    'Every page is tested with axe, by keyboard only and without client script in the project’s tests. No independent audit has been made yet.',
  ],
  'publik.accessibility-h3': ['Kända brister', 'Known shortcomings'],
  'publik.accessibility-p3': [
    'Handlingar som har kommit in finns kvar i det skick de kom och kan vara otillgängliga; texten som har lästs ur dem visas bredvid.',
    'Received documents are kept as they came and may be inaccessible; the text read from them is shown beside.',
  ],
  'publik.accessibility-h4': ['Säg till om något brister', 'Tell us what falls short'],
  'publik.accessibility-p4': [
    'Kontakta kommunens registrator om du inte kan ta del av innehållet. Svarar kommunen inte kan du anmäla det till Myndigheten för digital förvaltning.',
    'Contact the municipality’s registrar if you cannot use the content. If it does not answer you can report it to Myndigheten för digital förvaltning.',
  ],
} as const satisfies Texts
