/** Marking words in the programme beside the form fills in passage and quotation, and says so to screen readers. */
export function startMarking(): void {
  const aside = document.querySelector<HTMLElement>('.programme-aside')
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
    const selection = document.getSelection()
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return
    const start = passageOf(selection.anchorNode)
    const end = passageOf(selection.focusNode)
    // A quotation stands in one passage; a selection across two is no quotation.
    if (!start || start !== end) return
    const quote = selection.toString().replace(/\s+/g, ' ').trim()
    if (quote === '') return
    const passage = field<HTMLSelectElement>('passage')
    const citat = field<HTMLTextAreaElement>('citat')
    const radio = form.querySelector<HTMLInputElement>('[name="ankare"][value="passage"]')
    if (!passage || !citat || !radio) return
    passage.value = start
    citat.value = quote
    radio.checked = true
    for (const marked of aside.querySelectorAll('.passage.sel')) marked.classList.remove('sel')
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

function passageOf(node: Node | null): string | null {
  const element = node instanceof Element ? node : node?.parentElement
  return element?.closest<HTMLElement>('[data-passage]')?.dataset.passage ?? null
}
