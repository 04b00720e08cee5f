import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FileMistake } from '../../../src/shop/profile/checked-yaml.ts'
import { parseShop, readShopFile } from '../../../src/shop/profile/read-shop-file.ts'

const file = new URL('../../../src/shop/profile/sample-shop.yaml', import.meta.url).pathname
const sample = readFileSync(file, 'utf8')

/** What is wrong with the sample once these texts are replaced. */
function mistakes(...replaced: [string, string][]): FileMistake[] {
  const text = replaced.reduce((whole, [old, next]) => {
    if (!whole.includes(old)) throw new Error(`the sample has no "${old}"`)
    return whole.replace(old, next)
  }, sample)
  const answer = parseShop(text)
  return Array.isArray(answer) ? answer : []
}
const lineOf = (text: string) => sample.slice(0, sample.indexOf(text)).split('\n').length

describe('the shop file', () => {
  test('of the sample shop is right, and fills in what it leaves out', () => {
    const shop = readShopFile(file)
    expect(shop).toMatchObject({
      zone: 'Asia/Shanghai',
      opening: { mon: [{ fromMinute: 510, toMinute: 720 }, {}], sun: [] },
      settings: { quiet: { quietFrom: 1_200 }, reminders: { reconfirmAt: 1_080 } },
    })
  })

  test('names the path and the line of every mistake at once', () => {
    const found = mistakes(
      ['zone: Asia/Shanghai', 'zone: Mars'],
      ['horizonDays: 30', 'horizonDayz: 30'],
      ['id: quick-1,', 'id: lift-1,'],
      ['to: 2026-02-22', 'to: 2026-02-02'],
      ['"13:00-18:00"]\n\nholidays', '"11:00-18:00"]\n\nholidays'],
    )
    expect(found).toMatchObject([
      { path: 'zone', line: lineOf('zone: Asia') },
      { path: 'opening.mon-sat', line: lineOf('mon-sat:') },
      { path: 'holidays.1.to', line: lineOf('from: 2026-02-16') },
      { path: 'horizonDayz', line: lineOf('horizonDays'), message: 'unknown setting' },
      { path: 'bays.4.id', line: lineOf('id: quick-1'), message: '"lift-1" is given twice' },
    ])
  })

  test('says which item nobody can work on', () => {
    expect(
      mistakes(['skill: chassis\n', 'skill: magic\n'], ['concernItemId: diagnosis', 'concernItemId: none']),
    ).toEqual([
      { path: 'concernItemId', line: lineOf('concernItemId'), message: 'no item has the id "none"' },
      { path: 'items.4.skill', line: lineOf('skill: chassis\n'), message: 'no technician has the skill "magic"' },
    ])
  })

  test('refuses a day of more than 16 hours, and hours off the quarter', () => {
    expect(mistakes(['"08:30-12:00", "13:00-18:00"]\n\nholidays', '"06:00-22:15"]\n\nholidays'])[0]?.message).toMatch(
      /16 hours/,
    )
    expect(mistakes(['"08:30-12:00", "13:00-18:00"]\n\nholidays', '"08:40-12:00"]\n\nholidays'])[0]?.message).toMatch(
      /quarters/,
    )
  })

  test('that is no YAML says where', () => {
    expect(parseShop('name: [')).toMatchObject([{ line: 1 }])
    expect(parseShop('just words')).not.toHaveLength(0)
  })
})
