import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Language } from '../language.ts'

const sample = fileURLToPath(new URL('../shop/profile/sample-shop.yaml', import.meta.url))

/** The sample shop with this language spoken in its group, as a file of its own until `remove`. */
export function shopFileIn(language: Language): { file: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'yingke-demo-'))
  const file = join(dir, 'shop.yaml')
  writeFileSync(file, readFileSync(sample, 'utf8').replace(/^language: .*$/m, `language: ${language}`))
  return { file, remove: () => rmSync(dir, { recursive: true }) }
}
