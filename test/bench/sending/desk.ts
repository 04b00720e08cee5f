import { systemClock } from '../../../src/clock.ts'
import { silentLog } from '../../../src/log.ts'
import { createGovernor } from '../../../src/messages/governor.ts'
import { createMessages } from '../../../src/messages/messages.ts'
import { type Ground, oneEach } from './ground.ts'
import type { Wall } from './wall.ts'
import { wayOut } from './way-out.ts'

/** Answers customers from this process, as a bot's process does: posts a reply and delivers it at once. */
export function openDesk({ connection, redis, prefix }: Ground, { token, apiRoot }: Wall) {
  const governor = createGovernor({ redis, prefix })
  const messages = createMessages({
    connection,
    redis: { producer: redis, worker: redis },
    prefix,
    clock: systemClock,
    governor,
    transport: wayOut({ connection, token, apiRoot, log: silentLog }),
    log: silentLog,
  })
  let replies = 0

  return async function reply(chat: number): Promise<void> {
    await messages.post(oneEach([chat], { lane: 'reply', key: `reply:${++replies}` }))
    await messages.deliver(`tg:${chat}`)
  }
}
