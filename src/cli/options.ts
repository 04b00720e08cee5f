import { parseArgs } from 'node:util'

/** What stands after a command: words, and options with a value each; `--json` and `--csv` have none. */
export function given(args: string[]): {
  words: string[]
  options: Record<string, string | undefined>
  json: boolean
  csv: boolean
} {
  const value = { type: 'string' } as const
  const options = {
    to: value,
    from: value,
    by: value,
    override: value,
    reason: value,
    who: value,
    of: value,
    json: { type: 'boolean' },
    csv: { type: 'boolean' },
  } as const
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true, strict: false })
  const texts = Object.entries(values).filter((one): one is [string, string] => typeof one[1] === 'string')
  return {
    words: positionals,
    options: Object.fromEntries(texts),
    json: values.json === true,
    csv: values.csv === true,
  }
}
