import type { StoredMessage } from '../../../src/messages/outbox-model.ts'
import type { Fault } from '../../../src/simulator/simulator.ts'
import { type Measurement, summed } from '../measure.ts'
import { oneEach, openGround } from '../sending/ground.ts'
import { load, type Options } from '../sending/options.ts'
import { oneWayMs, openWall } from '../sending/wall.ts'
import type { Servers } from '../sending-support.ts'
import { quiet, reckoning } from './verdict.ts'

const faults: Record<string, Fault> = {
  'HTML 500': { kind: 'html', status: 500 },
  'HTML 502': { kind: 'html', status: 502 },
  'JSON 500': { kind: 'refusal', code: 500, description: 'Internal Server Error' },
  'cut JSON': { kind: 'cut-json' },
  'broken before': { kind: 'drop', performed: false },
  'broken after delivery': { kind: 'drop', performed: true },
  'no answer, not delivered': { kind: 'hang', performed: false },
  'no answer after delivery': { kind: 'hang', performed: true },
}

/**
 * R4: each kind of broken answer befalls the first call to some people, half told of an appointment and half
 * advertised to. Every call settles; what is unknown is listed, an advertisement is never sent again.
 */
export async function brokenAnswers(servers: Servers, { recipients = 64 }: Options = {}): Promise<Measurement[]> {
  const wall = await openWall({ walls: 'strict', recipients })
  const ground = await openGround(servers, wall)
  try {
    const kinds = Object.values(faults)
    for (const [i, chatId] of wall.chats.entries()) {
      const fault = kinds[i % kinds.length]
      if (fault) wall.faults.inject(fault, { chatId })
    }
    const told = wall.chats.slice(0, recipients / 2)
    const advertised = wall.chats.slice(recipients / 2)
    await ground.startSender()
    await ground.messages.post([...oneEach(told, { lane: 'transactional', key: 'told' }), ...oneEach(advertised)])
    await quiet(ground, 300_000)

    const found = await reckoning(ground, wall, wall.chats)
    const records = await ground.connection.collection<StoredMessage>('outbox').find({}).toArray()
    const settledMs = records.map(({ claimedAt, closedAt }) => Number(closedAt) - Number(claimedAt))
    const callsTo = (chats: number[]) => wall.log.filter(({ chatId }) => chats.includes(Number(chatId))).length
    const unlisted = records.filter(({ doubts }) => doubts === 0).length
    return [
      summed('faults.broken.settled', 'ms', settledMs, {
        means: 'from the claim of the last attempt to what is recorded of it; goal at most 10,000',
        recipients,
        kinds: Object.keys(faults).join(', '),
        oneWayMs,
        ...found,
        unlisted,
        callsPerAdvert: callsTo(advertised) / advertised.length,
        callsPerTold: callsTo(told) / told.length,
        holds:
          Math.max(...settledMs) <= 10_000 &&
          unlisted === 0 &&
          found.lost === 0 &&
          callsTo(advertised) === advertised.length,
        load: load(),
      }),
    ]
  } finally {
    await ground.close()
    await wall.close()
  }
}
