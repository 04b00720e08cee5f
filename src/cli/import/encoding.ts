import { createReadStream } from 'node:fs'
import { UnreadableFile } from './limits.ts'

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le'

/**
 * How a text file is written, by all of its bytes: a mark at its beginning, sound UTF-8, or else sound GB18030 (which GBK
 * and GB2312 are part of). GB18030 finds a meaning in almost anything, so a file that is UTF-8 but for a few bytes counts as
 * broken rather than as Chinese gibberish. Throws `UnreadableFile` with the first broken line.
 */
export async function encodingOf(file: string): Promise<Encoding> {
  const lossy = new TextDecoder('utf-8')
  const chinese = new TextDecoder('gb18030', { fatal: true })
  let isChinese = true
  let sound = 0
  let broken = 0
  let line = 1
  let brokenLine: number | null = null
  let isFirst = true
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
    isFirst = false
    const text = lossy.decode(chunk, { stream: true })
    const replaced = text.indexOf('\ufffd')
    if (replaced >= 0 && brokenLine === null) brokenLine = line + newlines(text.slice(0, replaced))
    broken += text.match(/\ufffd/g)?.length ?? 0
    // Han and everything above are three bytes and more, which no other encoding gives by accident.
    sound += text.match(/[\u0800-\ufffc\ud800-\udfff]/g)?.length ?? 0
    line += newlines(text)
    if (isChinese) isChinese = decodes(chinese, chunk)
  }
  if (lossy.decode().includes('\ufffd')) broken++
  if (broken === 0) return 'utf-8'
  if (isChinese && sound < broken && decodes(chinese)) return 'gb18030'
  throw new UnreadableFile({ fault: 'encoding', line: brokenLine ?? line })
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

const newlines = (text: string) => text.split('\n').length - 1
