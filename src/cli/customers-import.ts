import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import type { Language } from '../language.ts'
import { atDesk, type Says } from './at-desk.ts'
import { importFaultTexts } from './import/fault-texts.ts'
import { type Imported, importList } from './import/import-list.ts'
import type { FileFault } from './import/limits.ts'
import { importTexts } from './import/texts.ts'
import { progressBar } from './progress-bar.ts'

/** Faults that fit a screen and are still read. */
const shownAtMost = 50

/**
 * Takes a list of customers in. 0 when all of it was taken, 1 when rows were refused, 2 when the file or the database
 * could not be read. With `--json` one object on standard output, for programs.
 */
export function customersImport(config: Config | { problems: string[] }, args: string[]): Promise<number> {
  return atDesk(config, async ({ shop, language, now }) => {
    const t = importTexts[language]
    const wanted = wantedBy(args)
    if (!wanted) return { no: t.which, code: 2 }
    const { file, dryRun, json } = wanted
    const bar = progressBar(process.stderr)
    const progress = (step: 'checking' | 'taking') => (share: number) => bar.show(t[step], share)
    const done = await importList(file, { shop, now, dryRun, progress })
    bar.end()
    return json ? inJson(done, dryRun, language) : inWords(done, dryRun, language)
  })
}

function wantedBy(args: string[]): { file: string; dryRun: boolean; json: boolean } | null {
  try {
    const flags = { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args, options: flags, allowPositionals: true })
    const [file, ...more] = positionals
    if (!file || more.length > 0) return null
    return { file, dryRun: values['dry-run'] ?? false, json: values.json ?? false }
  } catch {
    return null
  }
}

function inWords(done: Imported | FileFault, dryRun: boolean, language: Language): Says {
  if ('fault' in done) return { no: fileSays(done, language), code: 2 }
  const t = importTexts[language]
  const more = Object.values(done.byReason).reduce((sum, count) => sum + count, 0) - shownAtMost
  const lines = [
    ...(done.ignored.length > 0 ? [t.ignored(done.ignored.join('、'))] : []),
    ...rowsSay(done, language).slice(0, shownAtMost),
    ...(more > 0 ? [t.more(more)] : []),
    t.counts(done),
    ...(dryRun ? [t.dryRun] : []),
  ]
  return { found: lines.join('\n'), code: done.refused > 0 ? 1 : 0 }
}

function inJson(done: Imported | FileFault, dryRun: boolean, language: Language): Says {
  if ('fault' in done) return { found: JSON.stringify({ dryRun, ...done, says: fileSays(done, language) }), code: 2 }
  const says = rowsSay(done, language)
  const faults = done.faults.map((fault, index) => ({ ...fault, says: says[index] }))
  return { found: JSON.stringify({ dryRun, ...done, faults }), code: done.refused > 0 ? 1 : 0 }
}

function fileSays({ fault, line, about }: FileFault, language: Language): string {
  const t = importTexts[language]
  const near = line === undefined ? '' : t.line(line)
  const named = Object.entries(t.columns).find(([column]) => column === about)?.[1] ?? about
  return `${near}${importFaultTexts[language].files[fault]}${named ? ` (${named})` : ''}`
}

function rowsSay({ faults }: Imported, language: Language): string[] {
  const t = importTexts[language]
  const { reasons } = importFaultTexts[language]
  return faults.map(({ row, column, reason, detail, otherRow }) =>
    t.fault(row, t.columns[column], reasons[reason](detail, otherRow)),
  )
}
