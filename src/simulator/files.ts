import { badRequest } from './api-error.ts'

/** Kinds of media as Telegram keeps them apart: a photo cannot be sent again as a document. */
export type MediaKind = 'photo' | 'document' | 'voice' | 'video' | 'video_note' | 'audio' | 'animation' | 'sticker'

export type Upload = { name: string; mime: string; bytes: Buffer }
export type StoredFile = Upload & { fileId: string; uniqueId: string; kind: MediaKind; path: string }

/** Keeps a long run's memory bounded; the real Telegram forgets nothing. */
const mostKept = 10_000

/** The files Telegram holds for this bot, by `file_id`. */
export type Files = ReturnType<typeof createFiles>

export function createFiles() {
  const byId = new Map<string, StoredFile>()
  const byPath = new Map<string, StoredFile>()
  let serial = 0

  /** Keeps an upload under a new, opaque `file_id`. */
  function keep(kind: MediaKind, upload: Upload): StoredFile {
    serial++
    const fileId = `SIM-${kind}-${Buffer.from(`yingke file ${serial}`).toString('base64url')}`
    const extension = upload.name.match(/\.\w+$/)?.[0] ?? ''
    const path = `${kind}s/file_${serial}${extension}`
    const file = { ...upload, kind, fileId, uniqueId: `AQAD${serial}`, path }
    byId.set(fileId, file)
    byPath.set(path, file)
    if (byId.size > mostKept) forgetOldest()
    return file
  }

  function forgetOldest(): void {
    const [oldest] = byId.values()
    if (!oldest) return
    byId.delete(oldest.fileId)
    byPath.delete(oldest.path)
  }

  /** The file a bot sends again by its id; refused when unknown or of another kind, as Telegram does. */
  function again(kind: MediaKind, fileId: string): StoredFile {
    const file = byId.get(fileId)
    if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
    if (file.kind !== kind) throw badRequest(`can't use file of type ${title(file.kind)} as ${title(kind)}`)
    return file
  }

  return { keep, again, byId: (id: string) => byId.get(id), byPath: (path: string) => byPath.get(path) }
}

function title(kind: MediaKind): string {
  return kind.replaceAll(/(^|_)(\w)/g, (_all, _gap, letter: string) => letter.toUpperCase())
}
