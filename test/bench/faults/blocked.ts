import mongoose from 'mongoose'
import { openStage } from '../../../src/demo/stage.ts'
import type { NewMessage } from '../../../src/messages/message.ts'
import { createOutbox } from '../../../src/messages/outbox.ts'
import { chatModel } from '../../../src/shop/customers/chat.ts'
import { customerModel } from '../../../src/shop/customers/customer.ts'
import type { Fault, SimUser } from '../../../src/simulator/simulator.ts'
import { type Measurement, summed } from '../measure.ts'
import type { Options } from '../sending/options.ts'
import type { Servers } from '../sending-support.ts'

const refused = (code: number, description: string): Fault => ({ kind: 'refusal', code, description })

/** What makes somebody unreachable for good, and what passes. */
const final: Record<string, (user: SimUser) => Promise<void> | void | Fault> = {
  'blocked by the person': (user) => user.blocks(),
  'account deleted': (user) => user.deactivates(),
  'told so: blocked': () => refused(403, 'Forbidden: bot was blocked by the user'),
  'told so: deactivated': () => refused(403, 'Forbidden: user is deactivated'),
  'never pressed START': () => refused(403, "Forbidden: bot can't initiate conversation with a user"),
}
const passing: Record<string, Fault> = {
  '429': { kind: 'too-many-requests', retryAfter: 1 },
  'HTML 502': { kind: 'html', status: 502 },
  'JSON 500': refused(500, 'Internal Server Error'),
  'broken connection': { kind: 'drop', performed: false },
  '400 chat not found': refused(400, 'Bad Request: chat not found'),
  '401': refused(401, 'Unauthorized'),
  '404': refused(404, 'Not Found'),
  '409': refused(409, 'Conflict'),
}

/** R10: customers who cannot be written to any more, and errors that pass, before the whole product; then another message to each. */
export async function blockedPeople(servers: Servers, { recipients = 5 }: Options = {}): Promise<Measurement[]> {
  const stage = await openStage({ ...servers, at: '2026-03-02T09:00+08:00' })
  const connection = await mongoose.createConnection(stage.databaseUri, { autoIndex: false }).asPromise()
  const outbox = createOutbox({ connection, clock: { now: stage.present, sync: async () => stage.present() } })
  try {
    const people = async (kinds: string[]) => {
      const all: { kind: string; user: SimUser }[] = []
      for (const kind of kinds)
        for (let i = 0; i < recipients; i++) {
          const user = stage.customer()
          await user.start()
          all.push({ kind, user })
        }
      return all
    }
    const [gone, there] = [await people(Object.keys(final)), await people(Object.keys(passing))]
    await consentOfAll()
    for (const { kind, user } of gone) {
      const fault = await final[kind]?.(user)
      if (fault) stage.simulator.faults.inject(fault, { chatId: user.chatId })
    }
    for (const { kind, user } of there) {
      const fault = passing[kind]
      if (fault) stage.simulator.faults.inject(fault, { chatId: user.chatId })
    }
    await tell('first')
    // Who is unreachable is noted right after the outcome, in a write of its own.
    await settledAt(() => marked(), gone.length)
    const from = stage.simulator.log.length
    await tell('second')

    const { log } = stage.simulator
    const called = new Set(log.slice(from).map(({ chatId }) => chatId))
    const reached = new Set(log.slice(from).flatMap(({ chatId, performed }) => (performed ? [chatId] : [])))
    const callTasks = await connection.collection('tasks').countDocuments({ kind: 'unreachable' })
    const calledAgain = gone.filter(({ user }) => called.has(user.chatId))
    const purged = there.filter(({ user }) => !reached.has(user.chatId))
    return [
      summed('faults.blocked.calledAgain', 'customers', [calledAgain.length], {
        means: 'customers who cannot be reached, and were called once more with the next message; goal 0',
        kinds: Object.keys(final).join(', '),
        each: recipients,
        markedUnreachable: await marked(),
        callTasks,
        of: gone.length,
      }),
      summed('faults.blocked.purged', 'customers', [purged.length], {
        means: 'customers whose error passes, and who do not get the next message; goal 0',
        kinds: Object.keys(passing).join(', '),
        purged: [...new Set(purged.map(({ kind }) => kind))].join(', '),
        each: recipients,
        of: there.length,
      }),
    ]

    async function tell(key: string): Promise<void> {
      const all = [...gone, ...there].map(
        ({ user }): NewMessage => ({
          _id: `${key}:${user.chatId}`,
          lane: 'survey',
          purpose: 'service',
          to: { chat: `tg:${user.chatId}` },
          content: { kind: 'plain', text: '您对这次服务满意吗？' },
          expiresAt: new Date('2100-01-01T00:00:00Z'),
        }),
      )
      await outbox.post(all)
      await stage.settled()
    }
  } finally {
    await connection.close()
    await stage.close()
  }

  function marked(): Promise<number> {
    return chatModel(connection).countDocuments({ unreachable: { $ne: null } })
  }

  async function consentOfAll(): Promise<void> {
    const consent = {
      purpose: 'service',
      granted: true,
      at: stage.present(),
      textVersion: 'bench',
      source: 'bench',
      by: 'bench',
    } as const
    await customerModel(connection).updateMany({}, { $push: { consents: consent } } as never)
  }
}

/** Waits until a count is as expected, a few seconds at most. */
async function settledAt(count: () => Promise<number>, expected: number): Promise<void> {
  const deadline = performance.now() + 5_000
  while (performance.now() < deadline && (await count()) !== expected)
    await new Promise((resolve) => setTimeout(resolve, 50))
}
