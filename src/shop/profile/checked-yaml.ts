import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** A mistake in a file that people write, at a place they can go to. */
export type FileMistake = { path: string; line: number; message: string }
/** What no field shows alone. */
export type CrossIssue = { path: (string | number)[]; message: string }

/** Reads YAML that people write: what the schema makes of it, or every mistake in it at once, by line. */
export function checkedYaml<T>(
  text: string,
  schema: z.ZodType<T>,
  crossCheck: (content: unknown, whole: T | null) => CrossIssue[],
): T | FileMistake[] {
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
  const whole = schema.safeParse(content)
  const issues = [
    ...(whole.error?.issues ?? []).flatMap(plainIssues),
    ...crossCheck(content, whole.success ? whole.data : null),
  ]
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
