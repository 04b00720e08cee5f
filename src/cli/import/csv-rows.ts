import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import { type Encoding, encodingOf } from './encoding.ts'
import { limits, UnreadableFile } from './limits.ts'
import type { Row } from './rows.ts'

/** As much of the beginning as the separator is guessed from. */
const headBytes = 16 * 1024

/** The rows of a text file, one after another. `passed` hears how many bytes have been read. */
export async function* csvRows(file: string, passed: (bytes: number) => void): AsyncGenerator<Row> {
  const encoding = await encodingOf(file)
  const delimiter = separatorOf(await headOf(file, encoding))
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: limits.rowCharacters,
  })
  const bytes = createReadStream(file)
  const decoder = new TextDecoder(encoding, { fatal: true })
  const feeding = feed()
  feeding.catch((error) => parser.destroy(error))
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { number: ++number, cells }
    await feeding
  } catch (error) {
    throw unreadable(error)
  } finally {
    bytes.destroy()
    parser.destroy()
  }

  async function feed(): Promise<void> {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      passed(bytes.bytesRead)
      if (!parser.write(decoder.decode(chunk, { stream: true }))) await roomIn(parser)
      if (parser.destroyed) return
    }
    parser.end(decoder.decode())
  }
}

/** Resolves when the parser takes more, or nothing any longer. */
function roomIn(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      parser.off('drain', go).off('close', go)
      resolve()
    }
    parser.on('drain', go).on('close', go)
  })
}

function unreadable(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = typeof error.lines === 'number' ? error.lines : undefined
  const fault = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'quotation-mark'
  return new UnreadableFile({ fault, ...(line !== undefined && { line }) })
}

async function headOf(file: string, encoding: Encoding): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

/** The separator that stands most often in the first rows, outside of quotation marks. */
function separatorOf(head: string): string {
  const bare = head
    .replace(/"[^"]*"/g, '')
    .split('\n')
    .slice(0, limits.titleRows)
    .join('\n')
  const counted = [',', ';', '\t'].map((sign) => ({ sign, times: bare.split(sign).length }))
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).sign
}
