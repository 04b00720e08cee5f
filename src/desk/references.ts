import type { Messages } from '../messages/messages.ts'
import type { Shop } from '../shop/shop.ts'

/** The outbox key of what a happening was copied as; other messages find the copy by it. */
export const copyKey = (happening: string) => `relay:${happening}`

/** Finds, for a reply on one side of a conversation, what it points to on the other. */
export function createReferences({
  shop,
  messages,
}: {
  shop: Shop
  messages: Pick<Messages, 'byRemoteId' | 'remoteIdOf'>
}) {
  /** What a message shows, whoever wrote it and wherever: a person here, or a copy of ours, perhaps with newer words. */
  async function lineAt(chat: string, message: string) {
    const written = await shop.transcript.bySource({ chat, message })
    if (written) return written
    const shown = await messages.byRemoteId(chat, message)
    if (!shown) return null
    const key = shown.content.kind === 'reword' ? shown.content.of : shown._id
    return key.startsWith(copyKey('')) ? shop.transcript.get(key.slice(copyKey('').length)) : null
  }

  /** As the `answers` of a message in `to`, which carries a reply over from `from`; nothing when it is not known there. */
  return async function across(
    { from, to }: { from: string; to: string },
    answers: string | undefined,
  ): Promise<{ answers?: string }> {
    const line = answers === undefined ? null : await lineAt(from, answers)
    if (!line) return {}
    if (line.source.chat === to) return { answers: line.source.message }
    const copy = line.source.chat === from ? await messages.remoteIdOf(copyKey(line._id)) : null
    return copy ? { answers: copy } : {}
  }
}
