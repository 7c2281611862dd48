const WAIT_MS = 2000

/**
 * A form that says so is saved as it is typed, outside the record, so that a closed lid or a lost network loses nothing. The line
 * beside the buttons tells when; without script the form is saved by its button, as ever.
 */
export function startAutosave(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) watch(form)
}

function watch(form: HTMLFormElement): void {
  const line = form.querySelector<HTMLElement>('[data-autosave-state]')
  let timer = 0
  let isDirty = false
  let isSent = false
  let last: AbortController | null = null
  const save = async (): Promise<void> => {
    window.clearTimeout(timer)
    if (!isDirty || isSent) return
    isDirty = false
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.append('formular', new URL(form.action).pathname)
    try {
      last = new AbortController()
      const isSmall = body.toString().length < 60_000
      const answer = await fetch('/utkast', { method: 'POST', body, keepalive: isSmall, signal: last.signal })
      if (!answer.ok) throw new Error(String(answer.status))
      if (line) line.textContent = await answer.text()
    } catch {
      // A form on its way to be saved needs no draft; one that came after it would come back as unsaved.
      if (isSent) return
      isDirty = true
      if (line) line.textContent = line.dataset.failed ?? ''
    }
  }
  form.addEventListener('input', () => {
    isDirty = true
    window.clearTimeout(timer)
    timer = window.setTimeout(save, WAIT_MS)
  })
  form.addEventListener('submit', () => {
    isSent = true
    window.clearTimeout(timer)
    last?.abort()
  })
  // Back from the page that came next: the form is there again, and can be typed in.
  window.addEventListener('pageshow', () => {
    isSent = false
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save()
  })
}
