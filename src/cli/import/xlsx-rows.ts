import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { limits, UnreadableFile } from './limits.ts'
import type { Row } from './rows.ts'
import { type Archive, openArchive } from './zip.ts'

/** The rows of a workbook's first sheet. A formula is worth the value it had when the file was saved, as a text. */
export async function* xlsxRows(file: string, passed: (bytes: number) => void): AsyncGenerator<Row> {
  const archive = await openArchive(file)
  try {
    const texts = archive.has('xl/sharedStrings.xml') ? await textsOf(archive) : []
    const sheet = await archive.read(await firstSheet(archive), limits.sheetBytes)
    let ready: Row[] = []
    const reader = sheetReader(texts, (row) => ready.push(row))
    let bytes = 0
    for await (const chunk of unfolded(sheet)) {
      reader.write(chunk)
      bytes += chunk.length
      // A sheet unfolds to about eight times its size: near enough for a bar.
      passed(bytes / 8)
      yield* ready
      ready = []
    }
    reader.close()
    yield* ready
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile({ fault: 'no-workbook' })
  } finally {
    archive.close()
  }
}

/** Calls back with each row as its end is read; cells left out are empty. */
function sheetReader(texts: string[], onRow: (row: Row) => void): SaxesParser {
  const parser = new SaxesParser()
  let row: Row = { number: 0, cells: [] }
  let column = 0
  let type = ''
  let text = ''
  let isValue = false
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const { attributes } = tag
    const name = bare(tag)
    if (name === 'row') row = { number: Number(attributes.r) || row.number + 1, cells: [] }
    else if (name === 'c') {
      column = attributes.r ? columnOf(attributes.r) : row.cells.length
      type = attributes.t ?? ''
      text = ''
    } else isValue = name === 'v' || name === 't'
  })
  parser.on('text', (piece) => {
    if (!isValue) return
    text += piece
    if (text.length > limits.rowCharacters) throw new UnreadableFile({ fault: 'row-too-long', line: row.number })
  })
  parser.on('closetag', (tag) => {
    const name = bare(tag)
    isValue = false
    if (name === 'row') onRow(row)
    if (name !== 'c' || column >= limits.columns) return
    while (row.cells.length < column) row.cells.push('')
    row.cells[column] = type === 's' ? (texts[Number(text)] ?? '') : type === 'e' ? '' : numberAsWritten(text, type)
  })
  parser.on('error', (error) => {
    throw error
  })
  return parser
}

/** A tag's name without the prefix that some programs put before each. */
const bare = ({ name }: { name: string }) => name.slice(name.indexOf(':') + 1)

/** 1.38E+10, as some programs store a long number, is its digits. */
function numberAsWritten(text: string, type: string): string {
  const isNumber = type === '' || type === 'n'
  return isNumber && /E/i.test(text) && Number.isSafeInteger(Number(text)) ? String(Number(text)) : text
}

/** `AB12` is column 27, counted from 0. */
function columnOf(cell: string): number {
  const letters = /^[A-Z]{1,3}/.exec(cell)?.[0] ?? 'A'
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** The texts that cells refer to by number. */
async function textsOf(archive: Archive): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let isText = false
  // What stands in rPh is how a word is pronounced.
  let isSound = false
  const parser = new SaxesParser()
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = bare(tag)
    if (name === 'si') text = ''
    if (name === 'rPh') isSound = true
    isText = name === 't' && !isSound
  })
  parser.on('text', (piece) => {
    if (isText) text += piece
  })
  parser.on('closetag', (tag) => {
    const name = bare(tag)
    isText = false
    if (name === 'rPh') isSound = false
    if (name === 'si') texts.push(text)
  })
  for await (const chunk of unfolded(await archive.read('xl/sharedStrings.xml', limits.textBytes))) parser.write(chunk)
  parser.close()
  return texts
}

/** Where the first sheet of the workbook lies; programs name the files as they like. */
async function firstSheet(archive: Archive): Promise<string> {
  const usual = 'xl/worksheets/sheet1.xml'
  if (!archive.has('xl/workbook.xml') || !archive.has('xl/_rels/workbook.xml.rels')) return usual
  const book = await whole(archive, 'xl/workbook.xml')
  // Its days would be read as four years and a day earlier [ECMA-376 18.17.4.1].
  if (/\bdate1904="(?:1|true)"/.test(book)) throw new UnreadableFile({ fault: 'days-from-1904' })
  const id = /<(?:\w+:)?sheet\b[^>]*\sr:id="([^"]+)"/.exec(book)?.[1]
  const relations = await whole(archive, 'xl/_rels/workbook.xml.rels')
  const relation = [...relations.matchAll(/<Relationship\b[^>]*>/g)].find(([tag]) => tag.includes(`Id="${id}"`))?.[0]
  const target = /Target="([^"]+)"/.exec(relation ?? '')?.[1]
  return target ? (target.startsWith('/') ? target.slice(1) : `xl/${target}`) : usual
}

/** A small part of the workbook as one text. */
async function whole(archive: Archive, name: string): Promise<string> {
  let text = ''
  for await (const chunk of unfolded(await archive.read(name, 1024 * 1024))) text += chunk
  return text
}

async function* unfolded(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of stream as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
