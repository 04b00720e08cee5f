import type { Clock } from '../clock.ts'
import { gathered } from './gathered.ts'
import { type Lane, lanes, type OutboxMessage } from './message.ts'
import type { OutboxModel } from './outbox-model.ts'

/** Chats whose queues are looked at in one question. */
const chatsInOneLook = 50

/** A look at one chat's queue: lanes down to `rank`, so many messages at most. */
type Look = { chat: string; rank: number; limit: number }

/** What waits for each chat. */
export function createQueues({ model, clock }: { model: OutboxModel; clock: Clock }) {
  /**
   * What is due for a chat, or on its way there, in lanes down to `lowest`, in the order it has to leave, so many at
   * most. Chats that are looked at at the same time share one question.
   */
  function queueOf(chat: string, lowest: Lane, limit: number): Promise<OutboxMessage[]> {
    return look({ chat, rank: lanes.indexOf(lowest), limit })
  }
  const look = gathered(lookTogether, { atOnce: chatsInOneLook })

  async function lookTogether(looks: Look[]): Promise<OutboxMessage[][]> {
    const [only] = looks
    if (only && looks.length === 1) return [await queueFor([only.chat], only)]
    const rank = Math.max(...looks.map((one) => one.rank))
    const limit = looks.reduce((sum, one) => sum + one.limit, 0)
    const found = await queueFor([...new Set(looks.map(({ chat }) => chat))], { rank, limit })
    // One chat with very much waiting could have crowded out the others.
    if (found.length === limit) return Promise.all(looks.map((one) => queueFor([one.chat], one)))
    return looks.map((one) =>
      found.filter(({ to, rank }) => to.chat === one.chat && rank <= one.rank).slice(0, one.limit),
    )
  }

  /**
   * Asked by rank: with a list of lanes in the question the database takes the wrong index [60 ms instead of 2 at
   * 50,000 pending].
   */
  function queueFor(chats: string[], { rank, limit }: Omit<Look, 'chat'>): Promise<OutboxMessage[]> {
    return model
      .find({
        'to.chat': chats.length === 1 ? chats[0] : { $in: chats },
        state: { $in: ['pending', 'sending'] },
        rank: { $lte: rank },
        notBefore: { $lte: clock.now() },
      })
      .sort({ rank: 1, notBefore: 1, order: 1 })
      .limit(limit)
      .lean<OutboxMessage[]>()
  }

  return { queueOf }
}
