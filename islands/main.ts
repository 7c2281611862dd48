/**
 * All client script there is. Every page works without it; it only saves steps: the error summary takes the focus, marking text in
 * the programme fills in a quotation, and `?` shows the keys.
 */
import { startAutosave } from './autosave.ts'
import { startKeys } from './keys.ts'
import { startMarking } from './mark.ts'

const summary = document.querySelector<HTMLElement>('[data-focus]')
summary?.focus()

startMarking()
startAutosave()
startKeys()
