import type { Clock } from '../../clock.ts'
import type { PersonalData } from '../personal-data.ts'
import type { Handoff } from './handoff.ts'
import type { Records } from './records.ts'
import { resolved } from './values.ts'

/** More than any customer has. */
const most = 10_000

/**
 * What handoffs hold of a person, who is a customer here: an advisor of the same Telegram account is somebody else. The
 * words go, the figures stay, and a live one ends without a word.
 */
export function personalDataOf({ records, clock }: { records: Records; clock: Clock }): PersonalData {
  return {
    name: 'handoffs',
    exportOf: ({ customerId }) =>
      records.model.find({ customerId }).sort({ openedAt: 1 }).limit(most).lean<Handoff[]>(),
    async eraseOf({ customerId }) {
      const live = await records.liveOf(customerId)
      if (live) {
        await records.change(live._id, 'privacy', (read) =>
          read.live ? resolved(clock.now(), 'privacy', 'erased') : {},
        )
      }
      await records.model.updateMany(
        { customerId },
        { $set: { chat: '', words: '', lastSaid: null, lastReply: null, history: [] }, $inc: { version: 1 } },
      )
      const closed = { closeReason: { $nin: ['withdrawn', 'idle', 'merged', 'erased'] } }
      await records.model.updateMany({ customerId, live: false, ...closed }, { $set: { closeReason: 'closed' } })
    },
  }
}
