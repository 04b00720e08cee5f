import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { UnreadableFile } from './limits.ts'

/** More parts than any workbook has. */
const partsAtMost = 2_000

export type Archive = {
  has(name: string): boolean
  /** A part as it unfolds; `UnreadableFile` as soon as it is more than `bytesAtMost`, whatever the archive says of it. */
  read(name: string, bytesAtMost: number): Promise<Readable>
  close(): void
}

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open)

/** The parts of a ZIP archive by name; nothing is unfolded before it is asked for. */
export async function openArchive(file: string): Promise<Archive> {
  const broken = () => new UnreadableFile({ fault: 'no-workbook' })
  const zip = await openZip(file, { lazyEntries: true, autoClose: false }).catch(() => {
    throw broken()
  })
  const parts = new Map<string, Entry>()
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (parts.size >= partsAtMost) return reject(new UnreadableFile({ fault: 'unfolds-too-far' }))
      parts.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.on('end', resolve)
    zip.on('error', () => reject(broken()))
    zip.readEntry()
  }).catch((error) => {
    zip.close()
    throw error
  })

  async function read(name: string, bytesAtMost: number): Promise<Readable> {
    const entry = parts.get(name)
    if (!entry) throw broken()
    if (entry.uncompressedSize > bytesAtMost) throw new UnreadableFile({ fault: 'unfolds-too-far', about: name })
    return new Promise((resolve, reject) =>
      // What unfolds to more than it said is an error of the stream.
      zip.openReadStream(entry, (error, stream) => (error ? reject(broken()) : resolve(stream))),
    )
  }

  return { has: (name) => parts.has(name), read, close: () => zip.close() }
}
