import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The file of a shop like the sample, which from Tuesday on is open for an hour and a half in the afternoon: one wheel
 * alignment, and the day is full.
 */
export function smallShopFile(): string {
  const sample = readFileSync(new URL('../../src/shop/profile/sample-shop.yaml', import.meta.url), 'utf8')
  const usual = '  mon-sat: ["08:30-12:00", "13:00-18:00"]\n'
  if (!sample.includes(usual)) throw new Error('the sample shop has other hours')
  const file = join(mkdtempSync(join(tmpdir(), 'yingke-shop-')), 'shop.yaml')
  writeFileSync(file, sample.replace(usual, `${usual.replace('mon-sat', 'mon')}  tue-sat: ["15:00-16:30"]\n`))
  return file
}
