import { systemClock } from '../../../src/clock.ts'
import { withDatabase } from '../../../src/database-uri.ts'
import { silentLog } from '../../../src/log.ts'
import { createGovernor } from '../../../src/messages/governor.ts'
import type { Lane, NewMessage } from '../../../src/messages/message.ts'
import { createMessages } from '../../../src/messages/messages.ts'
import type { Pace } from '../../../src/messages/pace.ts'
import { openOutbox, type Servers } from '../sending-support.ts'
import { type Sending, startSending } from './processes.ts'
import type { Wall } from './wall.ts'

/** What a sender's process has to know. */
export type SenderSettings = {
  mongodbUri: string
  redisUrl: string
  prefix: string
  token: string
  apiRoot: string
  pace?: Pace
  logLevel?: string
}

/** An outbox before a wall: messages are posted from here, and sent by processes. */
export async function openGround(servers: Servers, { token, apiRoot }: Wall, pace?: Pace) {
  const outbox = await openOutbox(servers)
  const { connection, redis, prefix } = outbox
  const settings: SenderSettings = {
    mongodbUri: withDatabase(servers.mongodbUri, prefix),
    redisUrl: servers.redisUrl,
    prefix,
    token,
    apiRoot,
    ...(pace && { pace }),
  }
  const governor = createGovernor({ redis, prefix, ...(pace && { pace }) })
  const messages = createMessages({
    connection,
    redis: { producer: redis, worker: redis },
    prefix,
    clock: systemClock,
    governor,
    transport: async () => ({ dropped: 'nothing is sent from here' }),
    log: silentLog,
  })
  const senders: Sending[] = []

  async function startSender(more: Partial<SenderSettings> = {}): Promise<Sending> {
    const sender = await startSending('sender', { ...settings, ...more })
    senders.push(sender)
    return sender
  }

  async function close(): Promise<void> {
    for (const { child, end } of senders) if (child.exitCode === null && child.signalCode === null) await end()
    await outbox.drop()
  }

  return { ...outbox, settings, messages, governor, startSender, close }
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/** One message to each chat. */
export function oneEach(chats: number[], { lane = 'campaign' as Lane, key = 'campaign:1' } = {}): NewMessage[] {
  return chats.map((chat) => ({
    _id: `${key}:${chat}`,
    lane,
    purpose: lane === 'campaign' ? 'marketing' : 'service',
    to: { chat: `tg:${chat}` },
    content: { kind: 'plain', text: '春季空调检测，本周八折。' },
    expiresAt: new Date('2100-01-01T00:00:00Z'),
  }))
}
