import type { Texts } from '../platform/html/index.ts'

/** Writing the tjänsteutlåtande of a reply. */
export const svarUtlatandeTexts = {
  'utlatande.edit': ['Skriv tjänsteutlåtande', 'Write the official statement'],
  'utlatande.section': ['Avsnittet', 'The section'],
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
  'word.link': [
    'Skriva i Word i stället? Hämta texten och lämna tillbaka den',
    'Prefer to write in Word? Fetch the text and give it back',
  ],
  'word.title': ['Skriv i Word och lämna tillbaka', 'Write in Word and give it back'],
  'word.lead': [
    'Filen vet vilken version den kommer från och var varje synpunkt och avsnitt står. När du lämnar tillbaka den ser du först vad som har ändrats; inget sparas innan du säger till.',
    'The file knows which version it comes from and where each point and section stands. When you give it back you first see what has changed; nothing is saved until you say so.',
  ],
  'word.fetch': ['Hämta version {nr} som Word (DOCX)', 'Fetch version {nr} as Word (DOCX)'],
  'word.edit': [
    'Skriv i den. Behåll rubrikerna; inom ett avsnitt går det bra med stycken, listor, citat, fet och kursiv stil och länkar. Ett avsnitt som är tomt står inte i filen: vill du skriva i det lägger du till dess rubrik.',
    'Write in it. Keep the headings; within a section, paragraphs, lists, quotations, bold, italics and links are fine. A section that is empty is not in the file: to write in it, add its heading.',
  ],
  'word.give-back': ['Spara som DOCX och lämna tillbaka filen här.', 'Save as DOCX and give the file back here.'],
  'word.file': ['Den ändrade filen', 'The edited file'],
  'word.file-hint': ['En DOCX. Filen läses och sparas inte.', 'A DOCX. The file is read and not stored.'],
  'word.read': ['Läs in och visa ändringarna', 'Read and show the changes'],
  'word.no-file': ['Välj den ändrade filen.', 'Choose the edited file.'],
  'word.unreadable': [
    'Filen går inte att läsa som Word (DOCX). Spara den som DOCX i ditt ordbehandlingsprogram och försök igen. Inget har ändrats.',
    'The file cannot be read as Word (DOCX). Save it as DOCX in your word processor and try again. Nothing has been changed.',
  ],
  'word.empty': [
    'Det står ingenting i filen. Inget har ändrats.',
    'There is no text in the file. Nothing has been changed.',
  ],
  'word.other': [
    'Filen hör till ett annat tjänsteutlåtande. Lämna tillbaka den där den hämtades.',
    'The file belongs to another official statement. Give it back where it was fetched.',
  ],
  'word.review': ['Det här har ändrats i filen', 'What has changed in the file'],
  'word.same-version': [
    'Filen gjordes från version {nr}, som är den senaste.',
    'The file was made from version {nr}, which is the latest.',
  ],
  'word.older': [
    'Filen gjordes från version {from}. Sedan dess har version {now} sparats. Det som bara någon annan har ändrat behålls; där ni båda har ändrat får du välja.',
    'The file was made from version {from}. Since then version {now} has been saved. What only somebody else has changed is kept; where both of you have changed, you choose.',
  ],
  'word.no-version': [
    'Filen säger inte vilken version den kommer från. Den jämförs med den senaste.',
    'The file does not say which version it comes from. It is compared with the latest.',
  ],
  'word.to-know': ['Att veta innan du sparar', 'Good to know before you save'],
  'word.loss.sparade-andringar': [
    'Filen har spårade ändringar. De är lästa som godtagna.',
    'The file has tracked changes. They have been read as accepted.',
  ],
  'word.loss.kommentarer': ['Kommentarerna i filen följer inte med.', 'The comments in the file are left out.'],
  'word.loss.fotnoter': [
    'Fotnoterna i filen följer inte med. Skriv in dem i texten.',
    'The footnotes in the file are left out. Write them into the text.',
  ],
  'word.loss.bilder': [
    'Bilder och textrutor följer inte med. Lägg dem som bilaga.',
    'Pictures and text boxes are left out. Add them as an annex.',
  ],
  'word.note.ny-rubrik': [
    'Rubriken ”{value}” finns inte i mallen. Texten under den är lagd i avsnittet före, med rubriken som mellanrubrik.',
    'The heading “{value}” is not in the template. The text below it has been put in the section before, with the heading as a subheading.',
  ],
  'word.note.saknad-rubrik': [
    'Rubriken ”{value}” finns inte i filen. Avsnittet behålls som det är.',
    'The heading “{value}” is not in the file. The section is kept as it is.',
  ],
  'word.note.tabell': [
    'Tabellen under ”{value}” är läst som vanliga stycken.',
    'The table under “{value}” has been read as ordinary paragraphs.',
  ],
  'word.note.saknad-synpunkt': [
    'Synpunkt {value} finns inte i filen. Den är kvar; ta bort den i svaret om den inte ska vara med.',
    'Point {value} is not in the file. It is still there; remove it in the reply if it should not be.',
  ],
  'word.note.borttagen-synpunkt': [
    'Synpunkt {value} har tagits bort i svaret sedan filen gjordes. Det som är skrivet i den i filen följer inte med.',
    'Point {value} has been taken away in the reply since the file was made. What the file says in it is left out.',
  ],
  'word.note.okand-synpunkt': [
    '”{value}” är ingen synpunkt i svaret. Lägg till den där om den är ny.',
    '“{value}” is no point in the reply. Add it there if it is new.',
  ],
  'word.note.bokmarke-borta': [
    'Bokmärket runt synpunkt {value} är borta. Kontrollera var den slutar.',
    'The bookmark around point {value} is gone. Check where it ends.',
  ],
  'word.note.citat-andrat': [
    'Citatet i synpunkt {value} är ändrat i filen. Programmets egna ord behålls.',
    'The quotation in point {value} has been changed in the file. The programme’s own words are kept.',
  ],
  'word.note.utanfor': [
    '”{value}” står utanför avsnitten och följer inte med.',
    '“{value}” stands outside the sections and is left out.',
  ],
  'word.both': [
    'Någon annan har också ändrat här. Skriv ihop de två nedan: det överstrukna är vad som är sparat nu.',
    'Somebody else has changed this too. Put the two together below: what is struck out is what is saved now.',
  ],
  'word.your-text': ['Texten som sparas', 'The text that will be saved'],
  'word.save': ['Spara som ny version', 'Save as a new version'],
  'word.another': ['Läs in en annan fil', 'Read another file'],
  'word.nothing-new': [
    'Filen säger samma sak som den senaste versionen. Det finns inget att spara.',
    'The file says the same as the latest version. There is nothing to save.',
  ],
  'word.conflict': [
    'Någon sparade medan du läste. Inget är överskrivet: gå igenom skillnaderna och spara igen.',
    'Somebody saved while you were reading. Nothing has been overwritten: go through the differences and save again.',
  ],
  'klart.utlatande-fran-word': [
    'Texten från Word är sparad som en ny version.',
    'The text from Word is saved as a new version.',
  ],
  'klart.utlatande-sparat': ['Texten är sparad.', 'The text is saved.'],
} as const satisfies Texts
