import type { Clock } from '../../src/clock.ts'
import { handClock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import { createGovernor } from '../../src/messages/governor.ts'
import type { Check, NewMessage, OutboxMessage, Outcome, Transport } from '../../src/messages/message.ts'
import { createMessages } from '../../src/messages/messages.ts'
import { outboxModel } from '../../src/messages/outbox-model.ts'
import type { Pace } from '../../src/messages/pace.ts'
import { ownDatabase, ownRedis } from '../support/own-database.ts'

export const morning = new Date('2026-03-02T01:00:00Z')
export const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

/** A pace that no test has to wait for. */
export const unhurried: Pace = {
  perSecond: 20_000,
  chat: { everyMs: 0, burst: 5 },
  group: { calls: 90, windowMs: 60_000, forReplies: 5 },
}

/** The other side of the transport: remembers every call, and answers as it was told. */
export function recordingChannel(
  answer: (message: OutboxMessage, call: number) => Outcome | Promise<Outcome> = () => ({ sent: '' }),
) {
  const calls: string[] = []
  const transport: Transport = async (message) => {
    const call = calls.push(message._id)
    const outcome = await answer(message, calls.filter((key) => key === message._id).length)
    return 'sent' in outcome ? { sent: String(call) } : outcome
  }
  return { calls, transport }
}

/** One process of an installation; `also` opens another one beside it. */
export async function openHouse() {
  const database = await ownDatabase()
  const { redis, prefix, drop } = ownRedis()
  const clock = handClock(morning)
  const model = outboxModel(database.connection)
  await model.createIndexes()
  const senders: { close(): Promise<void> }[] = []

  function process(deps: {
    transport: Transport
    pace?: Pace
    checks?: Check[]
    onOutcome?: (message: OutboxMessage, outcome: Outcome) => Promise<void>
    clock?: Clock
  }) {
    const governor = createGovernor({ redis, prefix, pace: deps.pace ?? unhurried })
    const both = { producer: redis, worker: redis }
    const { connection } = database
    const messages = createMessages({ clock, ...deps, connection, redis: both, prefix, governor, log: silentLog })
    const runSender = () => {
      const sender = messages.runSender()
      senders.push(sender)
      return sender
    }
    return { ...messages, governor, runSender }
  }

  /** The record of a message. */
  async function stored(key: string): Promise<OutboxMessage> {
    const message = await model.findById(key).lean<OutboxMessage>()
    if (!message) throw new Error(`no message ${key}`)
    return message
  }

  /** What FLUSHALL does, to this installation alone: everything at once. */
  async function forgetRedis(): Promise<void> {
    const keys = await redis.keys(`*${prefix}*`)
    if (keys.length > 0) await redis.del(keys)
  }

  async function close() {
    await Promise.all(senders.map((sender) => sender.close()))
    await drop()
    await database.drop()
  }

  const { connection, uri } = database
  return { process, stored, model, clock, redis, prefix, forgetRedis, connection, uri, close }
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** A message to a chat, by default something a customer is told. */
export function message(key: string, given: Partial<NewMessage> & { chat?: string } = {}): NewMessage {
  const { chat = 'tg:1', ...rest } = given
  return {
    _id: key,
    lane: 'transactional',
    purpose: 'service',
    to: { chat },
    content: { kind: 'plain', text: key },
    expiresAt: minutesAfter(morning, 60),
    ...rest,
  }
}
