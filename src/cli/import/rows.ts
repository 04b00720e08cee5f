import { open, stat } from 'node:fs/promises'
import { type Column, type Layout, layoutOf } from '../../shop/importing/columns.ts'
import { csvRows } from './csv-rows.ts'
import { limits, UnreadableFile } from './limits.ts'
import { xlsxRows } from './xlsx-rows.ts'

/** A row as a spreadsheet counts it, from 1. */
export type Row = { number: number; cells: string[] }
/** Heard while a file is read: how much of it, from 0 to 1. */
export type Passed = (share: number) => void

/**
 * The rows below the headers of a customer list, whatever it is written in. Throws `UnreadableFile` for a file that is
 * none, or too much of one; it never holds more than a few rows, and of a workbook its texts.
 */
export async function* listRows(file: string, passed: Passed): AsyncGenerator<Row & { layout: Layout }> {
  const { size } = await stat(file)
  if (size > limits.bytes) throw new UnreadableFile({ fault: 'too-big' })
  const rows = (await isWorkbook(file))
    ? xlsxRows(file, (bytes) => passed(bytes / size))
    : csvRows(file, (bytes) => passed(bytes / size))
  let layout: Layout | null = null
  let read = 0
  for await (const row of rows) {
    // What a row calls itself is no measure: a sheet may have one cell far below, or a million rows of one number.
    if (++read > limits.rows + limits.titleRows) throw new UnreadableFile({ fault: 'too-many-rows' })
    const cells = row.cells.slice(0, limits.columns)
    if (layout) yield { ...row, cells, layout }
    else {
      layout = layoutOf(cells)
      const twice: Column | undefined = layout?.twice[0]
      if (twice) throw new UnreadableFile({ fault: 'header-twice', line: row.number, about: twice })
      if (!layout && read >= limits.titleRows) break
    }
  }
  if (!layout) throw new UnreadableFile({ fault: 'no-headers' })
}

/** By its first bytes: a workbook is a ZIP archive, an old one an OLE file. */
async function isWorkbook(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    const head = buffer.toString('hex')
    if (head === 'd0cf11e0') throw new UnreadableFile({ fault: 'old-workbook' })
    return head === '504b0304'
  } finally {
    await handle.close()
  }
}
