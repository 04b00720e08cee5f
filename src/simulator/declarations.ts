import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * The Bot API's method, parameter and object tables, read from the type declarations of @gramio/types
 * (generated from Telegram's documentation). Text is scanned line by line: 25 ms for all three files.
 */
type Declarations = {
  /** Interface name → field → its type as written. */
  interfaces: Map<string, Map<string, Field>>
  /** Type alias → its definition as written. */
  aliases: Map<string, string>
  /** Method → the interface of its parameters, null where it takes none. */
  methods: Map<string, string | null>
}
export type Field = { type: string; required: boolean }

let read: Declarations | null = null

/** Reads the tables once per process; they never change while it runs. */
export function declarations(): Declarations {
  read ??= parseDeclarations(['methods', 'params', 'objects'].map(declarationText).join('\n'))
  return read
}

/** The package exports types only, so its files are looked up in node_modules instead of being resolved. */
function declarationText(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths('@gramio/types') ?? []
  const path = folders.map((folder) => join(folder, '@gramio/types/out', `${name}.d.ts`)).find(existsSync)
  if (path === undefined) throw new Error('@gramio/types is not installed: the simulated Telegram reads its tables')
  return readFileSync(path, 'utf8')
}

/** Finds every exported interface and type alias of a generated declaration file. */
function parseDeclarations(text: string): Declarations {
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const interfaces = new Map<string, Map<string, Field>>()
  for (const [, name = '', body = ''] of bare.matchAll(/^export interface (\w+) \{(.*?)^\}/gms)) {
    interfaces.set(name, fieldsOf(body))
  }
  const aliases = new Map<string, string>()
  for (const [, name = '', definition = ''] of bare.matchAll(/^export type (\w+) =((?:.*\n)(?:^ .*\n)*)/gm)) {
    aliases.set(name, definition.trim())
  }
  const methods = new Map<string, string | null>()
  for (const [, name = '', params] of bare.matchAll(/^ {4}(\w+): CallAPI\w*<\s*(?:Params\.(\w+))?/gm)) {
    methods.set(name, params ?? null)
  }
  return { interfaces, aliases, methods }
}

/** A field starts a line at one level of indentation; what follows deeper belongs to its type. */
function fieldsOf(body: string): Map<string, Field> {
  const fields = new Map<string, Field>()
  const starts = [...body.matchAll(/^ {4}(\w+)(\??):/gm)]
  for (const [i, start] of starts.entries()) {
    const [head, name = '', optional] = start
    const type = body.slice(start.index + head.length, starts[i + 1]?.index).trim()
    fields.set(name, { type, required: optional === '' })
  }
  return fields
}
