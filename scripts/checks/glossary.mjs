import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { runAlone } from './run-alone.mjs'
import { trackedFiles } from './tracked-files.mjs'

const TABLE = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../docs/glossary-never.json'), 'utf8'),
)
const CODE = /\.(?:tsx?|mjs|cjs|js)$/
const MACHINERY = /^src\/(?:platform|statistics)\//

/** `caseNumber`, `CASE_NUMBER` and `case-number` are the same words. */
function words(name) {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
}

const NEVER = TABLE.words.map((row) => ({ ...row, sequence: words(row.never), except: row.except ?? [] }))

function isIn(row, path) {
  if (row.notUnder && path.startsWith(row.notUnder)) return false
  if (row.in === 'slices') return /^src\/[^/]+\//.test(path) && !MACHINERY.test(path)
  return true
}

function forbidden(name, path) {
  const given = words(name)
  return NEVER.find(
    (row) =>
      isIn(row, path) &&
      !row.except.includes(given.join('')) &&
      given.some((_, at) => row.sequence.every((word, step) => isWord(given[at + step], word))),
  )
}

/** The plural is the same word: committees, boards. */
function isWord(given, never) {
  return given === never || given === `${never}s`
}

/**
 * The words of the ordlista: names of files and names that the code declares use the Swedish noun where law or an institution
 * gives it its meaning, in ASCII; platform knows no programme word.
 * @param {string} rootDir
 * @returns {Promise<{ errors: string[], warnings: string[] }>}
 */
export async function check(rootDir) {
  const errors = []
  for (const path of trackedFiles(rootDir)) {
    if (/[^\x20-\x7e]/.test(path)) errors.push(`ascii-path: ${path}: write å and ä as a, ö as o`)
    if (!/^(?:src|tests|scripts|islands|bin|migrations|styles)\//.test(path)) continue
    errors.push(...fileNameErrors(path))
    if (CODE.test(path)) errors.push(...sourceErrors(path, readFileSync(join(rootDir, path), 'utf8')))
  }
  return { errors, warnings: [] }
}

function fileNameErrors(path) {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '')
  const errors = TABLE.fileNames
    .filter((name) => words(stem).includes(name))
    .map((name) => `file-name: ${path}: "${name}" says nothing`)
  const row = path
    .split('/')
    .map((part) => forbidden(part.replace(/\..*$/, ''), path))
    .find(Boolean)
  if (row) errors.push(`never-word: ${path}: not "${row.never}" but ${row.instead}`)
  return errors
}

function sourceErrors(path, source) {
  const errors = []
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const at = (node) => `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
  const isPlatform = path.startsWith('src/platform/') && !/\.test\.tsx?$/.test(path)
  const visit = (node) => {
    if (ts.isIdentifier(node)) {
      if (/[^\x20-\x7e]/.test(node.text)) errors.push(`ascii-identifier: ${at(node)}: ${node.text}`)
      const row = isDeclared(node) ? forbidden(node.text, path) : undefined
      if (row) errors.push(`never-word: ${at(node)}: ${node.text}: not "${row.never}" but ${row.instead}`)
    }
    if (
      isPlatform &&
      (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isJsxText(node) || isTemplatePart(node))
    ) {
      const word = words(fold(node.text)).find((candidate) => TABLE.platform.includes(candidate))
      if (word) errors.push(`platform-word: ${at(node)}: platform knows no "${word}"`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return errors
}

function isTemplatePart(node) {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
}

function fold(text) {
  return text.replace(/[åä]/g, 'a').replace(/[ÅÄ]/g, 'A').replace(/ö/g, 'o').replace(/Ö/g, 'O')
}

/**
 * A name that this code gives, not one it must use because another library gave it: `const { protocol } = new URL(x)` and
 * `{ protocol: 'http' }` are somebody else's words.
 */
function isDeclared(node) {
  const { parent } = node
  if (!parent || parent.name !== node) return ts.isParameter(parent ?? node)
  if (ts.isBindingElement(parent)) return parent.propertyName !== undefined
  return (
    ts.isVariableDeclaration(parent) ||
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isEnumMember(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isParameter(parent)
  )
}

await runAlone(import.meta.url, check)
