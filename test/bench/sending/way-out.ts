import type { Connection } from 'mongoose'
import { systemClock } from '../../../src/clock.ts'
import type { Log } from '../../../src/log.ts'
import type { Transport } from '../../../src/messages/message.ts'
import { createApi } from '../../../src/telegram/api.ts'
import { createCodec } from '../../../src/telegram/codec.ts'
import { createAddresses } from '../../../src/telegram/group/address.ts'
import { createForum } from '../../../src/telegram/group/forum.ts'
import { createTransport } from '../../../src/telegram/transport/transport.ts'

/** The product's own way to Telegram. */
export function wayOut(deps: { connection: Connection; token: string; apiRoot: string; log: Log }): Transport {
  const { connection, token, apiRoot, log } = deps
  const api = createApi({ token, apiRoot })
  const addresses = createAddresses({ connection, log })
  const forum = createForum({ connection, api, addresses, opening: async () => {} })
  return createTransport({ api, codec: createCodec(token), forum, addresses, log, now: systemClock.now })
}
