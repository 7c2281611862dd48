import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { runAlone } from './run-alone.mjs'
import { trackedFiles } from './tracked-files.mjs'

const TABLE = 'docs/regler.md'
const RULE_ID = /^[A-ZÅÄÖ]+-[A-Z0-9.]+$/

/**
 * Every rule in docs/regler.md is shown from both sides: a test whose full name holds the id and the word "godtas" (what the
 * rule lets through) and one with the id and "nekas" (what it stops).
 * @param {string} rootDir
 * @returns {Promise<{ errors: string[], warnings: string[] }>}
 */
export async function check(rootDir) {
  const table = join(rootDir, TABLE)
  if (!existsSync(table)) return { errors: [`regler: ${TABLE} is missing`], warnings: [] }
  const markdown = readFileSync(table, 'utf8')
  const ids = ruleIds(markdown)
  const errors = ids.length === 0 ? [`regler: ${TABLE} lists no rule`] : []
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at)
  errors.push(...twice.map((id) => `rule-twice: ${id} stands twice in ${TABLE}`))
  // The table also says where a rule is kept; a file that has moved takes its row along.
  const places = [...markdown.matchAll(/`(src\/[^`\s]+)`/g)].map(([, path]) => path)
  const gone = places.filter((path) => !existsSync(join(rootDir, path)))
  errors.push(...gone.map((path) => `rule-place: ${TABLE} names ${path}, which does not exist`))
  const names = trackedFiles(rootDir)
    .filter((path) => /^(?:src|tests)\/.*\.test\.tsx?$/.test(path))
    .flatMap((path) => testNames(path, readFileSync(join(rootDir, path), 'utf8')))
  for (const id of new Set(ids)) {
    const mine = names.filter((name) => holdsId(name, id))
    for (const word of ['godtas', 'nekas']) {
      if (!mine.some((name) => name.includes(word)))
        errors.push(`rule-untested: ${id} has no test with "${word}" in its name`)
    }
  }
  return { errors, warnings: [] }
}

/** The first cell of each row of the tables, where it looks like an id. */
function ruleIds(markdown) {
  return markdown
    .split('\n')
    .map((line) => /^\|\s*`?([^|`\s]+)`?\s*\|/.exec(line)?.[1] ?? '')
    .filter((cell) => RULE_ID.test(cell))
}

/** `FL-2` is not found in `FL-22`, nor `OSL-5.1` in `OSL-5.12`. */
function holdsId(name, id) {
  const at = name.indexOf(id)
  return at >= 0 && !/^(?:\.?[A-Z0-9])/.test(name.slice(at + id.length))
}

/** Full names (with their describes) of the tests in a file; what a template fills in is left out. */
function testNames(path, source) {
  const names = []
  const visit = (node, above) => {
    if (ts.isCallExpression(node)) {
      const kind = rootName(node.expression)
      const title =
        node.arguments[0] && ts.isStringLiteralLike(node.arguments[0])
          ? node.arguments[0].text
          : templateText(node.arguments[0])
      if (title !== null && kind === 'describe')
        return ts.forEachChild(node, (child) => visit(child, `${above} ${title}`))
      // A test that is skipped or only planned shows nothing.
      if (
        title !== null &&
        (kind === 'it' || kind === 'test') &&
        !/\.(?:skip|todo)\b/.test(node.expression.getText())
      ) {
        names.push(`${above} ${title}`)
      }
    }
    ts.forEachChild(node, (child) => visit(child, above))
  }
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true), '')
  return names
}

function templateText(node) {
  if (!node || !ts.isTemplateExpression(node)) return null
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…')
}

/** `it`, `it.each(rows)`, `describe.skipIf(x)` … → the name at the root. */
function rootName(expression) {
  if (ts.isIdentifier(expression)) return expression.text
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression))
    return rootName(expression.expression)
  if (ts.isTaggedTemplateExpression(expression)) return rootName(expression.tag)
  return ''
}

await runAlone(import.meta.url, check)
