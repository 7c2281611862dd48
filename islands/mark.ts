/** Marking words in the programme beside the form fills in passage and quotation, and says so to screen readers. */
export function startMarking(): void {
  const aside = document.querySelector<HTMLElement>('.programme-aside')
  const newPoint = aside?.dataset.newPoint
  if (aside && newPoint) {
    offerPoint(aside, newPoint)
    return
  }
  const form = document.querySelector<HTMLFormElement>('form.mark-target')
  if (!aside || !form) return
  const field = <E extends HTMLElement>(name: string): E | null => form.querySelector<E>(`[name="${name}"]`)
  const hint = aside.querySelector<HTMLElement>('[data-mark-hint]')
  const lang = document.documentElement.lang
  if (hint) {
    hint.setAttribute('role', 'status')
    hint.textContent =
      lang === 'en'
        ? 'Mark words in the text, and they become the quotation of the point.'
        : 'Markera ord i texten, så blir de citatet i synpunkten.'
  }
  const take = (): void => {
    const marked = markedQuote()
    if (!marked) return
    const { passage: start, quote } = marked
    const passage = field<HTMLSelectElement>('passage')
    const citat = field<HTMLTextAreaElement>('citat')
    const radio = form.querySelector<HTMLInputElement>('[name="ankare"][value="passage"]')
    if (!passage || !citat || !radio) return
    passage.value = start
    citat.value = quote
    radio.checked = true
    for (const before of aside.querySelectorAll('.passage.sel')) before.classList.remove('sel')
    aside
      .querySelector(`[data-passage="${CSS.escape(start)}"]`)
      ?.closest('.passage')
      ?.classList.add('sel')
    const number = passage.selectedOptions[0]?.textContent?.split(' ')[0] ?? ''
    if (hint)
      hint.textContent =
        lang === 'en' ? `Quotation taken from passage ${number}.` : `Citat hämtat ur passage ${number}.`
  }
  aside.addEventListener('mouseup', take)
  aside.addEventListener('keyup', take)
  aside.addEventListener('touchend', () => setTimeout(take, 50))
}

/** What is marked, when it is words of one passage: a selection across two is no quotation. */
function markedQuote(): { passage: string; quote: string } | null {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const start = passageOf(selection.anchorNode)
  const quote = selection.toString().replace(/\s+/g, ' ').trim()
  if (!start || start !== passageOf(selection.focusNode) || quote === '') return null
  return { passage: start, quote }
}

/** Beside a text that is being written: marked words become a link to a new point that quotes them. */
function offerPoint(aside: HTMLElement, newPoint: string): void {
  const hint = aside.querySelector<HTMLElement>('[data-mark-hint]')
  if (!hint) return
  const isEnglish = document.documentElement.lang === 'en'
  hint.setAttribute('role', 'status')
  hint.textContent = isEnglish
    ? 'Mark words in the text to make a point of them.'
    : 'Markera ord i texten för att göra en synpunkt av dem.'
  const offer = (event: Event): void => {
    // The press on the link itself must leave the link in place, or the click never reaches it.
    if (event.target instanceof Node && hint.contains(event.target)) return
    const marked = markedQuote()
    if (!marked) return
    const link = document.createElement('a')
    link.className = 'btn'
    link.href = `${newPoint}?passage=${marked.passage}&citat=${encodeURIComponent(marked.quote)}`
    const short = marked.quote.length > 60 ? `${marked.quote.slice(0, 60)}…` : marked.quote
    link.textContent = isEnglish ? `Make a point of “${short}”` : `Gör en synpunkt av ”${short}”`
    hint.replaceChildren(link)
  }
  aside.addEventListener('mouseup', offer)
  aside.addEventListener('keyup', offer)
  aside.addEventListener('touchend', (event) => setTimeout(() => offer(event), 50))
}

function passageOf(node: Node | null): string | null {
  const element = node instanceof Element ? node : node?.parentElement
  return element?.closest<HTMLElement>('[data-passage]')?.dataset.passage ?? null
}
