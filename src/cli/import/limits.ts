/** What a list may be at most. A shop has some ten thousand customers; beyond these it is a mistake or an attack. */
export const limits = {
  /** The file as it lies on the disk. */
  bytes: 100 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  /** One row of text, in characters; an unclosed quotation mark makes the rest of a file one row. */
  rowCharacters: 64 * 1024,
  /** Rows above the headers: titles, dates of printing. */
  titleRows: 10,
  /** What the parts of a workbook may unfold to. Its texts are kept in memory while it is read, its rows are not. */
  sheetBytes: 512 * 1024 * 1024,
  textBytes: 64 * 1024 * 1024,
}

/** Why a file is not read at all. */
export type FileFault = {
  fault:
    | 'no-file'
    | 'too-big'
    | 'too-many-rows'
    | 'row-too-long'
    | 'unfolds-too-far'
    | 'encoding'
    | 'quotation-mark'
    | 'no-workbook'
    | 'old-workbook'
    | 'days-from-1904'
    | 'no-headers'
    | 'header-twice'
  /** Where in the file, in lines from 1; and what it is about. */
  line?: number
  about?: string
}

/** Thrown while a file is being read; `importList` makes a value of it. */
export class UnreadableFile extends Error {
  readonly why: FileFault
  constructor(why: FileFault) {
    super(why.fault)
    this.name = 'UnreadableFile'
    this.why = why
  }
}
