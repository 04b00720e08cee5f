import { systemClock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import { createGovernor } from '../../src/messages/governor.ts'
import { createMessages } from '../../src/messages/messages.ts'
import { type Measurement, summed } from './measure.ts'
import { adverts, openOutbox, type Servers } from './sending-support.ts'

const recipients = 2_000
const runs = 5

/**
 * P6: messages a second with every wall off, each claimed, sent and its outcome recorded. The channel answers at once:
 * what is measured is the price of the record.
 */
export async function sendingThroughput(servers: Servers): Promise<Measurement[]> {
  const figures: number[] = []
  for (let run = 0; run < runs; run++) {
    const outbox = await openOutbox(servers)
    const { connection, redis, prefix } = outbox
    const pace = {
      perSecond: 1_000_000,
      chat: { everyMs: 0, burst: 1 },
      group: { calls: 20, windowMs: 1, forReplies: 0 },
    }
    let sent = 0
    let finished = () => {}
    const all = new Promise<void>((resolve) => {
      finished = resolve
    })
    const messages = createMessages({
      connection,
      redis: { producer: redis, worker: redis },
      prefix,
      clock: systemClock,
      governor: createGovernor({ redis, prefix, pace }),
      transport: async () => ({ sent: String(++sent) }),
      onOutcome: async () => {
        if (sent === recipients) finished()
      },
      log: silentLog,
    })
    await messages.post(adverts(recipients))
    const began = performance.now()
    const sender = messages.runSender()
    await all
    figures.push(recipients / ((performance.now() - began) / 1000))
    await sender.close()
    await outbox.drop()
  }
  return [summed('sending.throughput', 'messages/s', figures, { database: servers.database, recipients, walls: 'off' })]
}
