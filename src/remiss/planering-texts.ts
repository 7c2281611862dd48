import type { Texts } from '../platform/html/index.ts'

const PRAXIS = [
  'god praxis; förvaltningens egen ordning kan skilja sig',
  'good practice; each house has its own order',
] as const
const CALENDAR = ['nämndens kalender', 'the body’s calendar'] as const

/** The legal clock of a reply. */
export const planeringTexts = {
  'planering.done': ['Klart', 'Done'],
  'planering.title': ['Planering av svaret', 'Planning of the reply'],
  'planering.open': ['Planera svaret', 'Plan the reply'],
  'planering.no-due': ['Remissen har ingen sista svarsdag ännu.', 'The remiss has no reply-by date yet.'],
  'planering.open-meeting': ['Öppna sammanträdet', 'Open the meeting'],
  'planering.way.ordinarie': [
    'Svaret hinner beslutas den {day} och justeras i vanlig ordning före svarsdagen.',
    'The reply can be decided on {day} and adjusted in the ordinary way before the reply-by date.',
  ],
  'planering.way.omedelbar': [
    'Sammanträdet den {day} hinner, men vanlig justering (inom 14 dagar) blir klar först efter svarsdagen.',
    'The meeting on {day} is in time, but ordinary adjustment (within 14 days) comes after the reply-by date.',
  ],
  'planering.way.ingen': [
    'Inget inlagt sammanträde hinner före svarsdagen.',
    'No entered meeting comes in time for the reply-by date.',
  ],
  'planering.options': ['Så kan ni göra', 'What you can do'],
  'planering.options-explain': ['I den här ordningen.', 'In this order.'],
  'planering.unknown-day': ['en dag efter nästa sammanträde', 'a day after the next meeting'],
  'planering.option.anstand': ['Begär anstånd.', 'Ask for more time.'],
  'planering.option-explain.anstand': [
    'Med vanlig justering efter nästa sammanträde är svaret klart {day}.',
    'With ordinary adjustment after the next meeting the reply is ready on {day}.',
  ],
  'planering.option.extra-sammantrade': ['Håll ett extra sammanträde.', 'Hold an extra meeting.'],
  'planering.option-explain.extra-sammantrade': [
    'Nämndsekreteraren lägger in det i kalendern.',
    'The secretary enters it in the calendar.',
  ],
  'planering.option.omedelbar-justering': ['Justera paragrafen omedelbart.', 'Adjust the paragraph at once.'],
  'planering.option-explain.omedelbar-justering': [
    'Lägg till beslutspunkten ”Paragrafen justeras omedelbart”. Den vilar på fullmäktiges regler och får eget anslag.',
    'Add the decision point. It rests on the assembly’s rules and gets its own notice.',
  ],
  'planering.option.kontorsyttrande': [
    'Svara med ett kontorsyttrande eller på delegation.',
    'Reply by an office statement or by delegation.',
  ],
  'planering.option-explain.kontorsyttrande': [
    'Ett kontorsyttrande är förvaltningens och kan ersättas av nämndens beslut. Delegation kräver en punkt i delegationsordningen (6 kap. 38 § kommunallagen).',
    'An office statement is the administration’s and can be superseded. Delegation needs an item of the delegation order (KL 6:38).',
  ],
  'planering.option.ordforandebeslut': ['Ordförandebeslut.', 'Decision by the chair.'],
  'planering.option-explain.ordforandebeslut': [
    'Bara med nämndens uppdrag, och bara om ärendet verkligen inte kan vänta. Att svarstiden går ut räcker inte (6 kap. 39 § kommunallagen).',
    'Only with the task given, and only if the matter truly cannot wait. A mere deadline is not enough (KL 6:39).',
  ],
  'planering.step': ['Steg', 'Step'],
  'planering.latest': ['Senast', 'At the latest'],
  'planering.rests': ['Vilar på', 'Rests on'],
  'planering.step.utkast': ['Utkast klart, samråd begärs', 'Draft ready, consultation asked for'],
  'planering.step.attest': ['Skickas till attest', 'Sent for attest'],
  'planering.step.manusstopp': ['Manusstopp', 'Deadline for documents'],
  'planering.step.presidium': ['Presidieberedning', 'Preparation by the presidium'],
  'planering.step.rad': ['Råd hörs (till exempel pensionärsrådet)', 'Councils are heard'],
  'planering.step.kallelse': ['Kallelsen skickas', 'Summons sent'],
  'planering.step.samverkan': ['Facklig samverkan', 'Consultation with the unions'],
  'planering.step.sammantrade': ['Sammanträde', 'Meeting'],
  'planering.step.justering': ['Protokollet justerat', 'Minutes adjusted'],
  'planering.step.expediering': ['Svaret skickas', 'Reply sent'],
  'planering.rests.utkast': PRAXIS,
  'planering.rests.attest': PRAXIS,
  'planering.rests.manusstopp': CALENDAR,
  'planering.rests.presidium': PRAXIS,
  'planering.rests.rad': PRAXIS,
  'planering.rests.kallelse': CALENDAR,
  'planering.rests.samverkan': PRAXIS,
  'planering.rests.sammantrade': CALENDAR,
  'planering.rests.justering': ['5 kap. 69 § och 6 kap. 35 § kommunallagen', 'KL 5:69 and 6:35'],
  'planering.rests.expediering': ['remissens sista svarsdag', 'the reply-by date of the remiss'],
} as const satisfies Texts
