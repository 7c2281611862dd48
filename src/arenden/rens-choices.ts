import { createHash } from 'node:crypto'

export const RENS_CHOICES = ['behall', 'rensa'] as const
export type RensChoice = (typeof RENS_CHOICES)[number]

export const RENS_WHAT = ['version', 'samrad', 'utkast', 'handling'] as const
export type RensWhat = (typeof RENS_WHAT)[number]

/**
 * A group with more items than this is chosen about at once, "all but those ticked": a form holds some hundred fields, and nobody
 * presses six hundred buttons.
 */
export const MANY = 50

/** The items of each kind, those that have any. */
export function groupsOf<Item extends { what: RensWhat }>(items: readonly Item[]): { what: RensWhat; these: Item[] }[] {
  return RENS_WHAT.map((what) => ({ what, these: items.filter((item) => item.what === what) })).filter(
    ({ these }) => these.length > 0,
  )
}

/** What the items were when they were shown, in few characters: with one more, one less or one changed it is another. */
export function fingerprintOfItems(items: readonly { key: string }[]): string {
  return createHash('sha256')
    .update(items.map((item) => item.key).join(' '))
    .digest('hex')
    .slice(0, 32)
}

type Values = { readonly [name: string]: string | readonly string[] | undefined }

function isChoice(value: unknown): value is RensChoice {
  return value === 'behall' || value === 'rensa'
}

function other(choice: RensChoice): RensChoice {
  return choice === 'behall' ? 'rensa' : 'behall'
}

/**
 * What has been chosen, item by item. A choice for all of a group counts only for the group that was shown (`sedda-<what>`, once
 * there is one): something that has come since is not destroyed because everything else was.
 */
export function readChoices(
  items: readonly { key: string; what: RensWhat }[],
  values: Values,
): Map<string, RensChoice> {
  const choices = new Map<string, RensChoice>()
  const ticked = values.utom
  const except = new Set(typeof ticked === 'string' ? [ticked] : ticked)
  for (const { what, these } of groupsOf(items)) {
    const all = values[`alla-${what}`]
    const seen = values[`sedda-${what}`]
    for (const { key } of these) {
      const own = values[`val-${key}`]
      if (isChoice(own)) choices.set(key, own)
      else if (isChoice(all) && (seen === undefined || seen === fingerprintOfItems(these)))
        choices.set(key, except.has(key) ? other(all) : all)
    }
  }
  return choices
}
