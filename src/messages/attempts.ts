import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { aftermath } from './aftermath.ts'
import { gathered } from './gathered.ts'
import type { MessageState, OutboxMessage, Outcome } from './message.ts'
import type { OutboxModel } from './outbox-model.ts'

/** Writes of one kind that go to the database together, where the channel lets that many leave at once. */
const atOnce = 100
/** States in which the truth about the last attempt can find a message. */
const givenUpOrNot: MessageState[] = ['sending', 'unknown', 'pending']

type Told = { message: OutboxMessage; outcome: Outcome }

/**
 * The two writes of an attempt, each conditional, so that of any number of processes one has a message; an attempt is
 * named by its number, so a late word about it is told from the next. At Telegram's pace each is a write of its own.
 */
export function createAttempts({ model, clock }: { model: OutboxModel; clock: Clock }) {
  /** Takes the exclusive right to make one attempt; `null` when somebody else has it, or nobody needs it any more. */
  const claim = gathered(claimTogether, { atOnce })

  /**
   * Writes what became of an attempt: the second write. The truth may come after the attempt was given up, and is
   * welcome until the next attempt begins. Answers the message as it now is; `null` when the word came too late.
   */
  function record(message: OutboxMessage, outcome: Outcome): Promise<OutboxMessage | null> {
    return 'sent' in outcome ? recordSent({ message, outcome }) : recordAlone({ message, outcome })
  }
  const recordSent = gathered(recordTogether, { atOnce })

  async function claimTogether(messages: OutboxMessage[]): Promise<(OutboxMessage | null)[]> {
    const claimedBy = newId('claim')
    const calledAt = clock.now()
    const mine = new Map(messages.map((message) => [message._id, message]))
    const claimed = await Promise.all(
      sameAttempts([...mine.values()]).map(async ({ attempts, ids }) => {
        const { modifiedCount } = await model.updateMany(
          { _id: ids.length === 1 ? ids[0] : { $in: ids }, state: 'pending', attempts },
          {
            $set: { state: 'sending', attempts: attempts + 1, claimedBy, calledAt },
            $currentDate: { claimedAt: true },
          },
        )
        return modifiedCount === ids.length || modifiedCount === 0
          ? ids.slice(0, modifiedCount)
          : heldOf(ids, claimedBy)
      }),
    )
    const held = new Set(claimed.flat())
    // Of two who ask for the same message at once, one gets it.
    return messages.map((message) =>
      mine.get(message._id) === message && held.has(message._id)
        ? { ...message, state: 'sending', attempts: message.attempts + 1, calledAt }
        : null,
    )
  }

  /** Others took some of them at the same time: which ones are ours? */
  async function heldOf(ids: string[], claimedBy: string): Promise<string[]> {
    const held = await model.find({ _id: { $in: ids }, claimedBy }, { _id: 1 }).lean<{ _id: string }[]>()
    return held.map(({ _id }) => _id)
  }

  async function recordTogether(told: Told[]): Promise<(OutboxMessage | null)[]> {
    const [only] = told
    if (only && told.length === 1) return [await recordAlone(only)]
    const writes = told.map((one) => ({ updateOne: writeOf(one) }))
    const { modifiedCount } = await model.bulkWrite(writes, { ordered: false })
    const late = modifiedCount === told.length ? new Set() : await lateOf(told)
    return told.map((one) => (late.has(one) ? null : afterOf(one)))
  }

  /** Whose attempt was given up and made anew meanwhile. */
  async function lateOf(told: Told[]): Promise<Set<Told>> {
    const ids = told.map(({ message }) => message._id)
    const stored = await model.find({ _id: { $in: ids }, state: 'sent' }, { attempts: 1 }).lean<OutboxMessage[]>()
    const sentAt = new Map(stored.map(({ _id, attempts }) => [_id, attempts]))
    return new Set(told.filter(({ message }) => sentAt.get(message._id) !== message.attempts))
  }

  async function recordAlone(told: Told): Promise<OutboxMessage | null> {
    const { filter, update } = writeOf(told)
    const { modifiedCount } = await model.updateOne(filter, update)
    return modifiedCount === 1 ? afterOf(told) : null
  }

  const afterOf = ({ message, outcome }: Told) => ({ ...message, ...aftermath(message, outcome) })

  function writeOf({ message, outcome }: Told) {
    const after = aftermath(message, outcome)
    const keepsReason = after.reason !== undefined || after.doubts > 0
    return {
      filter: {
        _id: message._id,
        attempts: message.attempts,
        state: { $in: 'unknown' in outcome ? (['sending'] as MessageState[]) : givenUpOrNot },
      },
      update: {
        $set: {
          ...after,
          ...(after.state === 'sent' && { sentAt: clock.now() }),
          ...('postponed' in outcome && { notBefore: new Date(clock.now().getTime() + outcome.forMs) }),
        },
        ...(!keepsReason && { $unset: { reason: 1 as const } }),
        ...(after.state !== 'pending' && !stands(message) && { $currentDate: { closedAt: true as const } }),
      },
    }
  }

  return { claim, record }
}

/**
 * What hangs somewhere with a customer's name on it may have to be taken down one day, so that its record is kept; edits
 * of it are found by it.
 */
const stands = ({ customerId, content }: OutboxMessage) =>
  customerId !== undefined && content.kind === 'screen' && content.edit === undefined

/** Messages by the number of attempts so far: what is nearly always one group. */
function sameAttempts(messages: OutboxMessage[]): { attempts: number; ids: string[] }[] {
  const groups = new Map<number, string[]>()
  // In one order everywhere: two processes that want the same messages never wait for each other in a circle.
  for (const { _id, attempts } of messages.toSorted((a, b) => (a._id < b._id ? -1 : 1)))
    groups.set(attempts, [...(groups.get(attempts) ?? []), _id])
  return [...groups].map(([attempts, ids]) => ({ attempts, ids }))
}
