import type { Texts } from '../platform/html/index.ts'

/** Writing the tjänsteutlåtande of a reply. */
export const svarUtlatandeTexts = {
  'utlatande.edit': ['Skriv tjänsteutlåtande', 'Write the official statement'],
  'utlatande.section': ['avsnittet', 'the section'],
  'utlatande.edit-attested': [
    'Texten är ute för attest. Ändrar du den behöver den attesteras igen.',
    'The text is out for attest. If you change it, it must be attested again.',
  ],
  'utlatande.forslag-hint': ['En beslutspunkt per rad.', 'One decision point per line.'],
  'utlatande.bilagor-hint': ['En bilaga per rad.', 'One annex per line.'],
  'utlatande.points': ['Synpunkter i texten', 'Points in the text'],
  'utlatande.no-points': [
    'Inga synpunkter ännu. Markera ord i programmet, eller lägg till en.',
    'No points yet. Mark words in the programme, or add one.',
  ],
  'utlatande.mark-hint': [
    'Välj en passage för att göra en synpunkt av den.',
    'Choose a passage to make a point of it.',
  ],
  'utlatande.save-on': ['Spara och skriv vidare', 'Save and go on writing'],
  'utlatande.save-review': ['Spara och granska', 'Save and review'],
  'utlatande.not-here': [
    'Den som svarar här skriver inget tjänsteutlåtande. Skriv svaret direkt.',
    'This body writes no official statement. Write the reply itself.',
  ],
  'klart.utlatande-borjat': [
    'Tjänsteutlåtandet är påbörjat i kommunens form. Det mesta av bakgrunden är redan ifyllt.',
    'The official statement has been begun in the municipality’s form. Most of the background is already there.',
  ],
  'klart.utlatande-sparat': ['Texten är sparad.', 'The text is saved.'],
} as const satisfies Texts
