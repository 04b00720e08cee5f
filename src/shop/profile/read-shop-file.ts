import { readFileSync } from 'node:fs'
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { type CrossIssue, crossCheck } from './cross-check.ts'
import { type ShopProfile, shopProfile } from './shop-profile.ts'

/** A mistake in the shop file, at a place a person can go to. */
export type ShopFileError = { path: string; line: number; message: string }

/** Reads a shop's YAML file: the profile, or every mistake in it at once. Throws only if there is no such file. */
export function readShopFile(file: string): ShopProfile | ShopFileError[] {
  return parseShop(readFileSync(file, 'utf8'))
}

/** The same for a text. */
export function parseShop(text: string): ShopProfile | ShopFileError[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({
      path: '',
      line: lines.linePos(error.pos[0]).line,
      message: error.message,
    }))
  }
  const content: unknown = document.toJS()
  const whole = shopProfile.safeParse(content)
  const issues = [...(whole.error?.issues ?? []).flatMap(plainIssues), ...crossCheck(soundSections(content))]
  if (whole.success && issues.length === 0) return whole.data
  return issues
    .map(({ path, message }) => ({ path: path.join('.'), line: lineOf(document, lines, path), message }))
    .sort((a, b) => a.line - b.line)
}

/** An unknown key is reported where it stands, not at the mapping around it. */
function plainIssues(issue: { code: string; path: PropertyKey[]; message: string; keys?: string[] }): CrossIssue[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return (issue.keys ?? []).map((key) => ({ path: [...path, key], message: 'unknown setting' }))
}

/** The sections that are right by themselves, so that mistakes between them show even when others are wrong. */
function soundSections(content: unknown): Partial<ShopProfile> {
  if (typeof content !== 'object' || content === null) return {}
  const given = new Map(Object.entries(content))
  const sound = Object.entries(shopProfile.shape).flatMap(([name, section]) => {
    const parsed = section.safeParse(given.get(name))
    return parsed.success ? [[name, parsed.data]] : []
  })
  return Object.fromEntries(sound)
}

/** Line of the value at `path`, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const key = isMap(parent) && parent.items.find((pair) => isNode(pair.key) && String(pair.key) === path[length - 1])
    const node = key ? key.key : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
