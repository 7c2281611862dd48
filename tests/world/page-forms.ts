/** Reading the forms of a page as a browser without script does. Good for the pages that we draw ourselves, and for no others. */

export type Fields = Record<string, string | readonly string[] | undefined>

/** A form with what it would send if nothing were changed. */
export interface PageForm {
  action: string
  method: string
  isMultipart: boolean
  fields: Record<string, string[]>
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" }

/** Text as it was before React escaped it. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_whole, name: string) => ENTITIES[name] ?? '')
}

/** The text of a page as it is read: no tags, no script, white space as one space. */
export function readableText(html: string): string {
  const visible = html.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')
  return unescapeHtml(visible).replace(/\s+/g, ' ').trim()
}

/** The forms of a page in their order. */
export function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => {
    const attributes = attributesOf(head)
    return {
      action: attributes.action ?? '',
      method: (attributes.method ?? 'get').toLowerCase(),
      isMultipart: attributes.enctype === 'multipart/form-data',
      fields: fieldsOf(body),
    }
  })
}

function attributesOf(head: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', value = ''] of head.matchAll(/([\w-]+)(?:="([^"]*)")?/g))
    found[name.toLowerCase()] = unescapeHtml(value)
  return found
}

function fieldsOf(body: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  const add = (name: string | undefined, value: string): void => {
    if (name) fields[name] = [...(fields[name] ?? []), value]
  }
  for (const match of body.matchAll(/<(input|select|textarea)\b([^>]*?)\/?>/g)) {
    const [whole, tag, head = ''] = match
    const attributes = attributesOf(head)
    const at = match.index + whole.length
    if ('disabled' in attributes) continue
    if (tag === 'textarea')
      add(attributes.name, unescapeHtml(body.slice(at, body.indexOf('</textarea>', at))).replace(/^\n/, ''))
    else if (tag === 'select') add(attributes.name, selectedOf(body.slice(at, body.indexOf('</select>', at))))
    else if (attributes.type === 'checkbox' || attributes.type === 'radio') {
      if ('checked' in attributes) add(attributes.name, attributes.value ?? 'on')
    } else if (attributes.type !== 'file' && attributes.type !== 'submit') add(attributes.name, attributes.value ?? '')
  }
  return fields
}

function selectedOf(body: string): string {
  const options = [...body.matchAll(/<option\b([^>]*)>/g)].map(([, head = '']) => attributesOf(head))
  return (options.find((option) => 'selected' in option) ?? options[0])?.value ?? ''
}
