/** The keys: `/` goes to the page's search field, `g` then a letter to a part, `?` shows them. Never while somebody is typing. */
const PLACES: Record<string, [path: string, sv: string, en: string]> = {
  m: ['/minsida', 'Min sida', 'My page'],
  p: ['/programmet', 'Programmet', 'The programme'],
  r: ['/remisser', 'Remisser', 'Remisser'],
  a: ['/arenden', 'Ärenden', 'Matters'],
}

export function startKeys(): void {
  let isGoing = false
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (isGoing) {
      isGoing = false
      const place = PLACES[event.key]
      if (place) window.location.assign(place[0])
      return
    }
    if (event.key === '/') {
      const search = document.querySelector<HTMLInputElement>('input[type="search"]')
      if (search) {
        event.preventDefault()
        search.focus()
      }
    } else if (event.key === 'g') isGoing = true
    else if (event.key === '?') showKeys()
  })
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  )
}

function showKeys(): void {
  const isEnglish = document.documentElement.lang === 'en'
  const dialog = document.createElement('dialog')
  const title = document.createElement('h2')
  title.textContent = isEnglish ? 'Keys' : 'Tangenter'
  const list = document.createElement('dl')
  list.className = 'kv'
  const rows: [string, string][] = [
    ['/', isEnglish ? 'Search on the page' : 'Sök på sidan'],
    ...Object.entries(PLACES).map(([key, [, sv, en]]): [string, string] => [`g ${key}`, isEnglish ? en : sv]),
    ['?', isEnglish ? 'Show the keys' : 'Visa tangenterna'],
  ]
  for (const [key, meaning] of rows) {
    const row = document.createElement('div')
    const term = document.createElement('dt')
    term.textContent = key
    const description = document.createElement('dd')
    description.textContent = meaning
    row.append(term, description)
    list.append(row)
  }
  const close = document.createElement('button')
  close.textContent = isEnglish ? 'Close' : 'Stäng'
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  dialog.append(title, list, close)
  document.body.append(dialog)
  dialog.showModal()
}
