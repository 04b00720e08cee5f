import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sources = ['src', 'flows', 'jobs', 'package-lock.json']

/**
 * Starts the product, or its operator's commands with `yingke` for an argument, from the bundle, which is made anew first –
 * in a process of its own – when a source is newer.
 */
const program = process.argv[2] === 'yingke' ? String(process.argv.splice(2, 1)) : 'main'
const bundledAt = statSync(join(root, 'dist/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
if (sources.some((source) => changedAt(join(root, source)) > bundledAt))
  execFileSync(process.execPath, [join(root, 'src/bundle.js')], { stdio: ['ignore', 'ignore', 'inherit'] })
process.setSourceMapsEnabled(true)
await import(`../dist/${program}.js`)

/**
 * The newest change of a file, or of anything in a folder; of the folder itself too, when something was removed.
 * @param {string} path
 * @returns {number}
 */
function changedAt(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))))
}
