import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Imported, importList } from '../../src/cli/import/import-list.ts'
import { limits } from '../../src/cli/import/limits.ts'
import { handClock } from '../../src/clock.ts'
import { createShop, type Shop } from '../../src/shop/shop.ts'
import { ownDatabase } from '../support/own-database.ts'
import { sampleShop } from '../support/sample-profile.ts'
import { workbook, zipOf } from './workbook.ts'

const clock = handClock('2026-03-02T02:00:00Z')
let dir: string
let database: Awaited<ReturnType<typeof ownDatabase>>
let shop: Shop

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yingke-import-'))
  database = await ownDatabase()
  shop = createShop({ connection: database.connection, clock, otherPersonalData: [] })
  await Promise.all(Object.values(database.connection.models).map((model) => model.createIndexes()))
  await shop.profile.adopt(sampleShop)
})
afterAll(async () => {
  await database.drop()
  rmSync(dir, { recursive: true })
})
beforeEach(async () => {
  for (const name of ['customers', 'vehicles']) await database.connection.collection(name).deleteMany({})
})

/** Takes a file with this content in. */
function take(content: string | Buffer, { dryRun = false, name = 'list.csv' } = {}) {
  const file = join(dir, name)
  writeFileSync(file, content)
  return importList(file, { shop, now: clock.now(), dryRun, progress: () => () => {} })
}
async function taken(content: string | Buffer, options?: { dryRun?: boolean }): Promise<Imported> {
  const done = await take(content, options)
  return 'fault' in done ? expect.fail(`the file was not read: ${done.fault} at ${done.line}`) : done
}
const customers = () => database.connection.collection('customers').find().sort({ phone: 1 }).toArray()
const vehicles = () => database.connection.collection('vehicles').find().sort({ plate: 1 }).toArray()
const faultsOf = (done: Imported) => done.faults.map(({ row, column, reason }) => [row, column, reason])

const header = '姓名,手机号码,车牌号,车架号,车型,里程（km）,上次进店日期,上次项目,年检到期,备注,星座'
const zhou = '周然,138 0000 1234,粤b·12345,LSGAA00A8H0000001,示例 X5 越野,3.2万,2025/9/1,保养,2026年5月31日,老客户,双子'
const lin = '林晓,+8613900001234,粤BD12345,,,,,,,,'
const list = `${header}\n${zhou}\n${lin}\n`

describe('a list of customers', () => {
  it('is taken in, and says which columns nobody knows', async () => {
    expect(await taken(list)).toMatchObject({ rows: 2, new: 2, changed: 0, refused: 0, ignored: ['星座'] })
    expect(await customers()).toMatchObject([
      { name: '周然', phone: '+8613800001234', phoneVerifiedAt: null, note: '老客户', language: 'zh-CN', consents: [] },
      { name: '林晓', phone: '+8613900001234' },
    ])
    expect(await vehicles()).toMatchObject([
      {
        plate: '粤B12345',
        vin: 'LSGAA00A8H0000001',
        model: 'yk-x5',
        mileageKm: 32_000,
        visits: [{ id: null, on: '2025-09-01', km: 32_000, items: ['maintenance'], renews: true, by: 'import' }],
        inspectionOn: '2026-05-31',
        dueOns: ['2026-03-01', '2026-05-31'],
      },
      { plate: '粤BD12345', mileageKm: null, dueOns: [] },
    ])
  })

  it('keeps who told what and when', async () => {
    await taken(list)
    const [vehicle] = await vehicles()
    expect(vehicle?.history).toContainEqual({
      at: clock.now(),
      by: 'import',
      what: 'vin',
      old: null,
      new: 'LSGAA00A8H0000001',
    })
    await taken(list.replace('示例 X5 越野', 'yk-s3'))
    expect((await vehicles())[0]?.history.at(-1)).toMatchObject({
      by: 'import',
      what: 'model',
      old: 'yk-x5',
      new: 'yk-s3',
    })
  })

  it('changes nothing the second time, on whatever day', async () => {
    await taken(list)
    const before = [await customers(), await vehicles()]
    clock.set('2026-03-09T02:00:00Z')
    expect(await taken(list)).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
    clock.set('2026-03-02T02:00:00Z')
    expect([await customers(), await vehicles()]).toEqual(before)
  })

  it('writes nothing on a dry run, and counts the same', async () => {
    expect(await taken(list, { dryRun: true })).toMatchObject({ new: 2, refused: 0 })
    expect(await customers()).toEqual([])
    await taken(`${header}\n${lin}\n`)
    expect(await taken(list.replace('林晓', '林小晓'), { dryRun: true })).toMatchObject({ new: 1, changed: 1 })
    expect(await customers()).toMatchObject([{ name: '林晓' }])
  })

  it('takes several vehicles and several visits of one customer', async () => {
    const rows = [
      '手机,车牌,里程,上次进店',
      '13800001234,粤B12345,20000,2025-06-01',
      '13800001234,粤B12345,10000,2024-12-01',
    ]
    expect(await taken([...rows, '13800001234,粤B54321,,'].join('\n'))).toMatchObject({
      new: 2,
      changed: 1,
      refused: 0,
    })
    const [first] = await vehicles()
    expect(first?.mileages.map(({ km }: { km: number }) => km)).toEqual([10_000, 20_000])
    expect(first).toMatchObject({ mileageKm: 20_000, visits: [{ on: '2024-12-01' }, { on: '2025-06-01' }] })
  })

  it('leaves name and language to a customer who proved the phone', async () => {
    const { _id } = await shop.customers.greet({ chat: 'tg:1', name: 'Ann', language: 'en' })
    await shop.customers.verifyPhone({ id: _id, chat: 'tg:1', phone: '13800001234', by: 'tg:1' })
    expect(await taken('phone,name,language,note\n13800001234,Somebody,zh,VIP\n')).toMatchObject({ changed: 1 })
    expect(await shop.customers.get(_id)).toMatchObject({ name: 'Ann', language: 'en', note: 'VIP' })
    await database.connection.collection('chats').deleteMany({})
  })
})

describe('the same list', () => {
  const wide = list.replaceAll(',', ';')
  it.each([
    ['with a byte order mark', Buffer.from(`\ufeff${list}`)],
    ['in UTF-16, separated by tabs', Buffer.from(`\ufeff${list.replaceAll(',', '\t')}`, 'utf16le')],
    ['separated by semicolons, with Windows line ends', Buffer.from(wide.replaceAll('\n', '\r\n'))],
    ['below a title', Buffer.from(`客户清单 2026\n\n${list}`)],
    ['quoted, with a line break in a cell', Buffer.from(list.replace('老客户', '"老\n客户, ""VIP"""'))],
  ])('%s is read', async (_, content) => {
    expect(await taken(content)).toMatchObject({ new: 2, refused: 0 })
  })

  it('in GB18030 is read, characters cut at any place', async () => {
    // 周然,林晓 … in GBK, after enough of it that chunks end within characters.
    const gbk = Buffer.from('d0d5c3fb2ccad6bbfa0a', 'hex')
    const rows = Array.from({ length: 6_000 }, (_, n) => [
      Buffer.from('d6dcc8bb', 'hex'),
      Buffer.from(`${'x'.repeat(n % 3)},1380000${String(1234 + (n % 100)).padStart(4, '0')}\n`),
    ]).flat()
    const done = await taken(Buffer.concat([gbk, ...rows.slice(0, 400)]))
    expect(done.rows).toBe(200)
    expect((await take(Buffer.concat([gbk, ...rows]), { dryRun: true })) as Imported).toMatchObject({ rows: 6_000 })
    expect((await taken(Buffer.concat([gbk, ...rows.slice(0, 2)]))).refused).toBe(0)
    expect((await customers())[0]?.name).toMatch(/^周然/)
  })

  it('as a workbook is read, numbers and dates as spreadsheets keep them', async () => {
    const done = await taken(
      workbook([
        ['姓名', '手机', '车牌', '里程', '上次保养日期', '备注'],
        ['周然', 13_800_001_234, '粤B12345', 32_000, 45_901, { formula: 'A1&"x"', value: '=1+1' }],
        ['', '', '', '', '', ''],
        ['林晓', '13900001234', '', '', '', ''],
      ]),
    )
    expect(done).toMatchObject({ rows: 2, new: 2, refused: 0 })
    expect(await customers()).toMatchObject([{ name: '周然', note: '=1+1' }, { name: '林晓' }])
    expect(await vehicles()).toMatchObject([{ mileageKm: 32_000, visits: [{ on: '2025-09-01' }] }])
  })
})

describe('a workbook', () => {
  const sheet = (rows: string) =>
    zipOf({ 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>` })
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  const header = `<row>${cell('手机')}</row>`

  it('whose tags bear a prefix is read', async () => {
    const plain = `<sheetData>${header}<row>${cell('13800001234')}</row></sheetData>`
    const prefixed = plain.replace(/<(\/?)(\w)/g, '<$1x:$2')
    const ns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const parts = { 'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="${ns}">${prefixed}</x:worksheet>` }
    expect(await taken(zipOf(parts))).toMatchObject({ rows: 1, new: 1 })
  })

  it('with one forgotten cell in its last row is no bomb', async () => {
    const forgotten = `<row r="1048576">${cell('')}</row>`
    expect(await taken(sheet(`${header}<row r="7">${cell('12')}</row>${forgotten}`))).toMatchObject({
      rows: 1,
      faults: [{ row: 7, reason: 'phone-invalid' }],
    })
  })

  it('that counts its days from 1904 is refused instead of misread', async () => {
    const parts = {
      'xl/workbook.xml':
        '<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${header}</sheetData></worksheet>`,
    }
    expect(await take(zipOf(parts))).toEqual({ fault: 'days-from-1904' })
  })

  it('whose entities would unfold without end is refused', async () => {
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    const parts = {
      'xl/worksheets/sheet1.xml': `${entities}<worksheet><sheetData>${header}<row>${cell('&b;')}</row></sheetData></worksheet>`,
    }
    expect(await take(zipOf(parts))).toEqual({ fault: 'no-workbook' })
  })
})

describe('a row that is wrong', () => {
  it('is named by its number and column, with what to do', async () => {
    const rows = [
      ['周然', '12345', '', '', ''],
      ['周然', '', '', '', ''],
      ['周然', '1.38E+10', '', '', ''],
      ['周然', '13800001234', '粤BI2345', 'LSGAA00A7H0000001', '3000000'],
      ['周然', '13800001234', '', '', '5000'],
    ].map((cells) => cells.join(','))
    const done = await taken(['姓名,手机,车牌,vin,里程', ...rows].join('\n'))
    expect(faultsOf(done)).toEqual([
      [2, 'phone', 'phone-invalid'],
      [3, 'phone', 'phone-missing'],
      [4, 'phone', 'phone-shortened'],
      [5, 'plate', 'plate-i-or-o'],
      [5, 'vin', 'vin-checksum'],
      [5, 'mileage', 'mileage-range'],
      [6, 'plate', 'plate-missing'],
    ])
    expect(done).toMatchObject({ refused: 5, new: 0, byReason: { 'plate-missing': 1 } })
    expect(await customers()).toEqual([])
  })

  it('with a date that is unclear, does not exist or lies ahead is refused', async () => {
    const rows = ['3/2/2025', '2025-02-30', '2026-03-03'].map((day, n) => `1380000123${n},粤B1234${n},${day}`)
    const done = await taken(['手机,车牌,上次进店', ...rows].join('\n'))
    expect(done.faults.map(({ reason }) => reason)).toEqual(['day-unclear', 'day-unclear', 'day-ahead'])
  })

  it('that contradicts another is refused with both numbers, and so is the other', async () => {
    const rows = [
      '周然,13800001234,粤B11111,',
      '林晓,13800001234,粤B22222,',
      '何青,13900001234,粤B33333,LSGAA00A8H0000001',
      '钱枫,13700001234,粤B44444,LSGAA00A8H0000001',
      '周然,+86 138 0000 1234,粤B55555,',
      '孙平,13600001234,粤B66666,',
    ]
    const done = await taken(['姓名,手机,车牌,vin', ...rows].join('\n'))
    expect(done.faults.map(({ row, column, otherRow }) => [row, column, otherRow])).toEqual([
      [2, 'name', 3],
      [3, 'name', 2],
      [4, 'phone', 5],
      [5, 'phone', 4],
      [6, 'name', 2],
    ])
    expect(await customers()).toMatchObject([{ name: '孙平' }])
  })

  it('about a vehicle of somebody else, or of another VIN, is refused', async () => {
    await taken(list)
    const rows = [
      '13700001234,粤B12345,,',
      '13900001234,粤BD12345,LSGAA00A8H0000001,',
      '13800001234,粤B12345,1HGCM82633A004352,',
    ]
    const [one, two, three] = rows
    const reasonOf = async (row = '') => (await taken(['手机,车牌,vin,里程', row].join('\n'))).faults[0]?.reason
    expect(await reasonOf(one)).toBe('of-another-customer')
    expect(await reasonOf(two)).toBe('of-another-customer')
    expect(await reasonOf(three)).toBe('another-vin')
    expect(await reasonOf('13800001234,粤B12345,,100')).toBe('mileage-backwards')
  })
})

describe('a file that is wrong', () => {
  const nothingDone = async () => expect([await customers(), await vehicles()]).toEqual([[], []])

  it.each([
    [
      'UTF-8 with a broken byte',
      Buffer.concat([Buffer.from(list), Buffer.from('ff', 'hex'), Buffer.from(zhou)]),
      'encoding',
      4,
    ],
    ['no headers', Buffer.from('1,2,3\n4,5,6\n'), 'no-headers', undefined],
    ['an empty file', Buffer.alloc(0), 'no-headers', undefined],
    ['a header twice', Buffer.from('手机,车牌,车牌\n'), 'header-twice', 1],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-workbook', undefined],
    ['half a workbook', workbook([['手机']]).subarray(0, 200), 'no-workbook', undefined],
    ['an archive of something else', zipOf({ 'a.txt': 'x' }), 'no-workbook', undefined],
  ])('%s is refused', async (_, content, fault, line) => {
    expect(await take(content)).toEqual({
      fault,
      ...(line && { line }),
      ...(fault === 'header-twice' && { about: 'plate' }),
    })
    await nothingDone()
  })

  it('with a quotation mark that is never closed is refused', async () => {
    expect(await take(`手机,姓名\n13800001234,"周然\n${'13900001234,x\n'.repeat(10_000)}`)).toMatchObject({
      fault: 'row-too-long',
    })
    await nothingDone()
  })

  it('of 50 MB in no encoding at all is refused', async () => {
    const rows = Buffer.alloc(
      50 * 1024 * 1024,
      Buffer.concat([Buffer.from('13800001234,'), Buffer.from('81ff0a', 'hex')]),
    )
    expect(await take(Buffer.concat([Buffer.from('phone,name\n'), rows]))).toMatchObject({ fault: 'encoding', line: 2 })
    await nothingDone()
  })

  it('of a million rows is refused before anything is written', async () => {
    expect(await take(`手机\n${'13800001234\n'.repeat(1_000_000)}`)).toEqual({ fault: 'too-many-rows' })
    const head = '<worksheet><sheetData><row><c t="inlineStr"><is><t>手机</t></is></c></row>'
    for (const row of ['<row><c><v>1</v></c></row>', '<row r="2"/>']) {
      const bomb = `${head}${row.repeat(1_000_000)}</sheetData></worksheet>`
      expect(await take(zipOf({ 'xl/worksheets/sheet1.xml': bomb }))).toEqual({ fault: 'too-many-rows' })
    }
    await nothingDone()
  }, 120_000)

  it('that unfolds without end is refused, whatever it says of its size', async () => {
    const sheet = Buffer.alloc(limits.textBytes + 1, 'x')
    const parts = { 'xl/sharedStrings.xml': sheet, 'xl/worksheets/sheet1.xml': '<worksheet/>' }
    expect(await take(zipOf(parts))).toMatchObject({ fault: 'unfolds-too-far' })
    expect(await take(zipOf(parts, { declared: 1_000 }))).toMatchObject({ fault: 'no-workbook' })
    await nothingDone()
  }, 120_000)
})
