import type { Texts } from '../platform/html/index.ts'

export const handlingarTexts = {
  'handlingar.direction': ['Riktning', 'Direction'],
  'handlingar.direction.in': ['Inkommen', 'Incoming'],
  'handlingar.direction.ut': ['Utgående', 'Outgoing'],
  'handlingar.direction.intern': ['Intern', 'Internal'],
  'handlingar.state.arbetsmaterial': ['Arbetsmaterial', 'Working material'],
  'handlingar.state.inkommen': ['Allmän handling, inkommen', 'Public record, received'],
  'handlingar.state.upprattad': ['Allmän handling, upprättad', 'Public record, drawn up'],
  'handlingar.state.expedierad': ['Allmän handling, expedierad', 'Public record, sent out'],
  'handlingar.received-on': ['Ankomstdag', 'Day of arrival'],
  'handlingar.sender': ['Avsändare', 'Sender'],
  'handlingar.recipient': ['Mottagare', 'Recipient'],
  'handlingar.file': ['Original', 'Original'],
  'handlingar.text': ['Text', 'Text'],
  'handlingar.original': ['Hämta originalet ({name})', 'Download the original ({name})'],
  'handlingar.on-paper': ['Finns på papper eller i ett annat system', 'Kept on paper or in another system'],
  'handlingar.no-file': ['Ingen fil', 'No file'],
  'handlingar.title': ['Titel', 'Title'],
  'handlingar.upload': ['Fil', 'File'],
  'handlingar.upload-hint': [
    'Text eller HTML läses av Samsyn. PDF, Word och bilder sparas i original, men läses inte av maskin. Högst {max} MB.',
    'Text and HTML are read by Samsyn. PDF, Word and images are kept, but not read by machine. At most {max} MB.',
  ],
  'handlingar.paper-choice': [
    'Handlingen finns på papper eller i ett annat system',
    'The document is kept on paper or in another system',
  ],
  'handlingar.file-missing': [
    'Välj en fil, eller ange att handlingen finns på papper eller i ett annat system.',
    'Choose a file, or say that the document is kept elsewhere.',
  ],
  'handlingar.received-future': [
    'Ankomstdagen kan inte ligga i framtiden.',
    'The day of arrival cannot be in the future.',
  ],
  'handlingar.unreadable.empty': [
    'Filen är tom. Originalet är sparat och registrerat. Be avsändaren skicka handlingen igen.',
    'The file is empty. The original is kept and registered. Ask the sender to send it again.',
  ],
  'handlingar.unreadable.binary': [
    'Filen går inte att läsa som text. Originalet är sparat och registrerat. Be avsändaren om en läsbar kopia, eller skriv in innehållet för hand.',
    'The file cannot be read as text. The original is kept and registered. Ask for a readable copy, or enter the content by hand.',
  ],
  'handlingar.unreadable.docx': [
    'Word-filen är sparad i original och registrerad, men läses inte av maskin. Skriv in innehållet för hand, eller be om en textfil.',
    'The Word file is kept and registered, but not read by machine. Enter the content by hand, or ask for a text file.',
  ],
  'handlingar.unreadable.pdf': [
    'PDF-filen är sparad i original och registrerad, men läses inte av maskin. Skriv in innehållet för hand, eller be om en textfil.',
    'The PDF file is kept and registered, but not read by machine. Enter the content by hand, or ask for a text file.',
  ],
  'handlingar.has-personnummer': [
    'Originalet innehåller ett personnummer. Det är sparat som det kom, men visas inte här: siffrorna är maskade.',
    'The original contains a personal identity number. It is kept as it came, but masked here.',
  ],
  'handlingar.rail': ['{n} handlingar', '{n} documents (handlingar)'],
  'mall.title': ['Mall för tjänsteutlåtande', 'Template of the official statement'],
  'mall.lead': [
    'Avsnitten som ett tjänsteutlåtande börjar med i kommunen. Det som redan är påbörjat ändras inte.',
    'The sections that an official statement begins with in the municipality. What has been begun is not changed.',
  ],
  'mall.label': ['Dokumentet heter', 'The document is called'],
  'mall.sections': ['Avsnitt', 'Sections'],
  'mall.sections-hint': [
    'Ett avsnitt per rad: rubrik, ett lodrätt streck och vad som ska stå där. Till exempel: Barnens bästa | Hur barn påverkas.',
    'One section per line: heading, a vertical bar, and what goes there.',
  ],
  'mall.points-in': ['Synpunkterna står i', 'The points stand in'],
  'mall.points-hint': [
    'Har du ändrat rubriken på det avsnittet? Spara en gång, så går det att välja den nya.',
    'Have you changed that heading? Save once, and the new one can be chosen.',
  ],
  'mall.save': ['Spara mallen', 'Save the template'],
  'mall.no-section': ['Skriv minst ett avsnitt.', 'Write at least one section.'],
  'mall.twice': ['Två avsnitt har samma rubrik.', 'Two sections have the same heading.'],
  'mall.one-with-points': [
    'Synpunkterna måste stå i ett av avsnitten. Välj vilket.',
    'The points must stand in one of the sections. Choose which.',
  ],
  'mall.state.gallande': ['Gällande', 'In force'],
  'mall.edit.roles': ['administratör eller nämndsekreterare', 'administrator or committee secretary'],
  'act.mall.edit': ['Mallen ändrades', 'The template was changed'],
  'klart.mall-sparad': ['Mallen är sparad.', 'The template is saved.'],
} as const satisfies Texts
