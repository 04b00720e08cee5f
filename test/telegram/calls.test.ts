import { once } from 'node:events'
import { createServer } from 'node:http'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/log.ts'
import type { OutboxMessage } from '../../src/messages/message.ts'
import { type Fault, type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { createApi } from '../../src/telegram/api.ts'
import { createCodec } from '../../src/telegram/codec.ts'
import { createAddresses } from '../../src/telegram/group/address.ts'
import { createForum } from '../../src/telegram/group/forum.ts'
import { createTransport } from '../../src/telegram/transport/transport.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ walls: 'off' })
})
afterAll(() => simulator.close())

describe('a call to a Telegram that is not well', () => {
  const api = () => createApi({ token: simulator.token, apiRoot: simulator.apiRoot })
  const codec = createCodec('1:x')
  const send = async (chat: number) => {
    const content = { kind: 'plain', text: 'hi' } as const
    const connection = mongoose.createConnection()
    const addresses = createAddresses({ connection, log: silentLog })
    const forum = createForum({ connection, api: api(), addresses, opening: async () => {} })
    return createTransport({ api: api(), codec, forum, addresses, log: silentLog, now: () => new Date() })(
      { _id: 'x', to: { chat: `tg:${chat}` }, content } as OutboxMessage,
      async () => null,
    )
  }

  it.each<[Fault, unknown]>([
    [
      { kind: 'too-many-requests', retryAfter: 1 },
      { retryAfterMs: 1_000, flooded: true },
    ],
    [
      { kind: 'too-many-requests', retryAfter: 30 },
      { retryAfterMs: 30_000, flooded: true },
    ],
    [{ kind: 'html', status: 502 }, { unknown: 'telegram answered 502' }],
    [{ kind: 'cut-json' }, { unknown: expect.any(String) }],
    [{ kind: 'drop', performed: true }, { unknown: expect.any(String) }],
    [
      { kind: 'refusal', code: 403, description: 'Forbidden: user is deactivated' },
      { failed: 'Forbidden: user is deactivated', unreachable: true },
    ],
    [{ kind: 'refusal', code: 400, description: 'Bad Request: odd' }, { failed: 'Bad Request: odd' }],
  ])('tells %j for what it is', async (fault, outcome) => {
    const user = simulator.user()
    await user.start()
    simulator.faults.inject(fault, { chatId: user.id })
    expect(await send(user.id)).toEqual(outcome)
    expect(await send(user.id)).toEqual({ sent: expect.any(String) })
  })

  it('settles within 10 s, whether nothing comes or half of an answer', async () => {
    const silent = createServer((_, response) => void response.writeHead(200).write('{"ok":true,"res')).listen(0)
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    const user = simulator.user()
    await user.start()
    simulator.faults.inject({ kind: 'hang', performed: true }, { chatId: user.id })
    const began = performance.now()
    const half = createApi({ token: '1:x', apiRoot: `http://127.0.0.1:${port}` })
    const answers = await Promise.all([send(user.id), half.call('sendMessage', { chat_id: 1, text: 'x' })])
    expect(answers).toEqual([{ unknown: expect.any(String) }, { unknown: expect.any(String) }])
    expect(performance.now() - began).toBeLessThan(10_000)
    silent.closeAllConnections()
    silent.close()
  })

  it('that nobody listens to was surely not made', async () => {
    const nobody = createApi({ token: '1:x', apiRoot: 'http://127.0.0.1:9' })
    expect(await nobody.call('getMe', {} as never)).toEqual({ wait: 1_000, flooded: false })
  })

  it('reaches a Bot API server behind a path', async () => {
    const paths: (string | undefined)[] = []
    const proxy = createServer((request, response) => {
      paths.push(request.url)
      response.end('{"ok":true,"result":true}')
    }).listen(0)
    await once(proxy, 'listening')
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : 0
    await createApi({ token: '1:x', apiRoot: `http://127.0.0.1:${port}/telegram` }).call('getMe', {} as never)
    expect(paths).toEqual(['/telegram/bot1:x/getMe'])
    proxy.close()
  })
})
