import type { Texts } from '../platform/html/index.ts'

export const minsidaTexts = {
  'nav.minsida': ['Min sida', 'My page'],
  'minsida.title': ['Min sida', 'My page'],
  'minsida.greeting': ['Hej {name}', 'Hello {name}'],
  'minsida.waiting': ['Väntar på dig', 'Waiting for you'],
  'minsida.nothing': ['Inget väntar på dig just nu.', 'Nothing is waiting for you just now.'],
  'minsida.nothing-explain': [
    'Här visas remisser att registrera, svar att skriva och inkomna svar att granska, med det mest brådskande först.',
    'Here you see remisser to register, replies to write and received replies to check, the most urgent first.',
  ],
  'minsida.no-seat': [
    'Du har inget uppdrag i Samsyn i dag. Be administratören om ett.',
    'You hold no role in Samsyn today. Ask the administrator for one.',
  ],
  'minsida.what': ['Vad', 'What'],
  'minsida.from': ['Från', 'From'],
  'minsida.by': ['Senast', 'By'],
  'minsida.when-you-like': ['När du vill', 'When you like'],
  'minsida.days-left': ['{n|1 dag kvar|{n} dagar kvar}', '{n|1 day left|{n} days left}'],
  'minsida.days-late': ['{n|1 dag sen|{n} dagar sen}', '{n|1 day late|{n} days late}'],
  'minsida.happened': ['Hänt nyligen', 'What has happened'],
  'minsida.nothing-happened': ['Inget har hänt i det du har del i.', 'Nothing has happened in what you take part in.'],
  'minsida.wait-samrad': ['Lämna samråd om {title}', 'Answer the consultation about {title}'],
  'minsida.wait-attest': ['Attestera {title}', 'Attest {title}'],
  'minsida.ersattare': ['Ange en ersättare när du är borta', 'Name a stand-in for when you are away'],
  'minsida.mall': ['Mall för tjänsteutlåtande', 'Template of the official statement'],
  'minsida.own': ['Ditt eget', 'Your own'],
  'minsida.wait-send': ['Gör färdig och skicka remissen {title}', 'Finish and send the remiss {title}'],
  'minsida.wait-register': ['Registrera remissen {title}', 'Register the remiss {title}'],
  'minsida.wait-begin': ['Påbörja svaret på {title}', 'Begin the reply to {title}'],
  'minsida.wait-write': ['Skriv och skicka svaret på {title}', 'Write and send the reply to {title}'],
  'minsida.wait-confirm': ['Granska ett inläst svar på {title}', 'Check a read reply to {title}'],
  'minsida.wait-close': [
    'Alla har svarat eller svarstiden är ute: avsluta {title}',
    'All have replied or the period is over: close {title}',
  ],
} as const satisfies Texts
