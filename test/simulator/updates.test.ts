import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bootedSimulator, button, takeUpdates } from './support.ts'

let booted: Awaited<ReturnType<typeof bootedSimulator>>
let time: Date
beforeEach(async () => {
  time = new Date('2026-03-02T02:00:00Z')
  booted = await bootedSimulator({ now: () => time, webhookRetryMs: 5 })
})
afterEach(() => booted.sim.close())

const texts = (updates: { message: { text: string } }[]) => updates.map((update) => update.message.text)

describe('polling', () => {
  it('repeats updates until a higher offset acknowledges them', async () => {
    await booted.user.says('一')
    await booted.user.says('二')
    const first = (await booted.api('getUpdates')).result
    expect((await booted.api('getUpdates')).result).toEqual(first)
    const rest = (await booted.api('getUpdates', { offset: first[1].update_id })).result
    expect(texts(rest)).toEqual(['二'])
    expect((await booted.api('getUpdates', { offset: first[1].update_id + 1 })).result).toEqual([])
  })

  it('gives ids in rising order, at most as many as asked', async () => {
    for (const text of ['一', '二', '三']) await booted.user.says(text)
    const { result } = await booted.api('getUpdates', { limit: 2 })
    expect(texts(result)).toEqual(['一', '二'])
    expect(result[1].update_id).toBe(result[0].update_id + 1)
  })

  it('with a negative offset forgets all but the newest', async () => {
    for (const text of ['一', '二', '三']) await booted.user.says(text)
    expect(texts((await booted.api('getUpdates', { offset: -1 })).result)).toEqual(['三'])
    expect(booted.sim.pendingUpdates()).toBe(1)
  })

  it('waits for the next update', async () => {
    const poll = booted.api('getUpdates', { timeout: 30 })
    await booted.user.says('来了')
    expect(texts((await poll).result)).toEqual(['来了'])
  })

  it('by a second process ends the first with a conflict', async () => {
    const polls = [0, 1].map(async (which) => ({ which, answer: await booted.api('getUpdates', { timeout: 30 }) }))
    const ended = await Promise.race(polls)
    expect(ended.answer).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    await booted.user.says('给另一个')
    const other = await polls[1 - ended.which]
    expect(texts(other?.answer.result)).toEqual(['给另一个'])
  })

  it('does not conflict with a process that died while it waited', async () => {
    const url = `${booted.sim.apiRoot}/bot${booted.sim.token}/getUpdates?timeout=30`
    const dying = [0, 1].map(() => new AbortController())
    const polls = dying.map(async ({ signal }, which) => {
      const answer = await fetch(url, { signal }).catch(() => null)
      return { which, status: answer?.status ?? null }
    })
    // The one that is turned away proves that the other is waiting.
    const turnedAway = await Promise.race(polls)
    expect(turnedAway.status).toBe(409)
    dying[1 - turnedAway.which]?.abort()
    expect(await polls[1 - turnedAway.which]).toMatchObject({ status: null })
    const next = booted.api('getUpdates', { timeout: 30 })
    await booted.user.says('还在')
    expect(texts((await next).result)).toEqual(['还在'])
  })

  it('asks for kinds of updates, and Telegram remembers them', async () => {
    await booted.api('getUpdates', { allowed_updates: ['callback_query'] })
    await booted.user.says('听不见')
    await booted.api('getUpdates')
    await booted.user.says('还是听不见')
    expect(booted.sim.pendingUpdates()).toBe(0)
    await booted.api('getUpdates', { allowed_updates: [] })
    await booted.user.says('听见')
    expect(texts((await booted.api('getUpdates')).result)).toEqual(['听见'])
  })

  it('loses presses after 150 s and messages after a day', async () => {
    await booted.says('选', { reply_markup: button('好', 'x') })
    await booted.user.taps('好')
    await booted.user.says('话')
    time = new Date(time.getTime() + 151_000)
    expect(texts((await booted.api('getUpdates')).result)).toEqual(['话'])
    time = new Date(time.getTime() + 24 * 3_600_000)
    expect((await booted.api('getUpdates')).result).toEqual([])
  })

  it('gets whatever is delivered, however strange', async () => {
    booted.sim.deliver({ brain_wave: { depth: 7 } })
    booted.sim.deliver({ update_id: 900_000, message: null })
    const { result } = await booted.api('getUpdates')
    expect(result).toEqual([
      { update_id: expect.any(Number), brain_wave: { depth: 7 } },
      { update_id: 900_000, message: null },
    ])
  })
})

describe('a webhook', () => {
  let server: Server
  let url: string
  let received: { path: string; secret: unknown; update: Record<string, { text?: string }> }[]
  let answers: (number | Promise<number>)[]
  let heard: (() => void)[]
  beforeEach(async () => {
    received = []
    answers = []
    heard = []
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      received.push({
        path: request.url ?? '',
        secret: request.headers['x-telegram-bot-api-secret-token'],
        update: JSON.parse(body),
      })
      for (const tell of heard.splice(0)) tell()
      response.writeHead(await (answers.shift() ?? 200)).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  async function posts(count: number) {
    while (received.length < count) await new Promise<void>((resolve) => heard.push(resolve))
  }
  const saidInOrder = () => received.map(({ update }) => update.message?.text ?? Object.keys(update)[1])

  it('gets every update with its secret, the waiting ones first', async () => {
    await booted.user.says('早')
    await booted.api('setWebhook', { url, secret_token: 's3cret' })
    await booted.user.says('晚')
    await posts(2)
    expect(saidInOrder()).toEqual(['早', '晚'])
    expect(received[0]).toMatchObject({ path: '/hook', secret: 's3cret' })
  })

  it('shuts out polling until it is deleted', async () => {
    await booted.api('setWebhook', { url })
    expect(await booted.api('getUpdates')).toMatchObject({
      error_code: 409,
      description: expect.stringContaining("can't use getUpdates method while webhook is active"),
    })
    expect((await booted.api('getWebhookInfo')).result.url).toBe(url)
    await booted.api('deleteWebhook')
    expect((await booted.api('getUpdates')).ok).toBe(true)
  })

  it('that fails is asked again, and its chat’s next update waits', async () => {
    answers = [500, 503]
    await booted.api('setWebhook', { url })
    await booted.user.says('一')
    await booted.user.says('二')
    await posts(4)
    expect(saidInOrder()).toEqual(['一', '一', '一', '二'])
    expect((await booted.api('getWebhookInfo')).result.last_error_message).toContain('503')
  })

  it('serves presses beside messages that hang', async () => {
    let answer: (status: number) => void = () => {}
    answers = [
      new Promise<number>((resolve) => {
        answer = resolve
      }),
    ]
    await booted.api('setWebhook', { url })
    await booted.says('选', { reply_markup: button('好', 'x') })
    await booted.user.says('一')
    await booted.user.says('二')
    await posts(1)
    await booted.user.taps('好')
    await posts(2)
    expect(saidInOrder()).toEqual(['一', 'callback_query'])
    answer(200)
    await posts(3)
    expect(saidInOrder()).toEqual(['一', 'callback_query', '二'])
  })

  it('must be an address with a clean secret', async () => {
    expect((await booted.api('setWebhook', { url: 'ftp://example.com' })).description).toMatch(
      /^Bad Request: bad webhook/,
    )
    expect((await booted.api('setWebhook', { url, secret_token: 'a b' })).description).toBe(
      'Bad Request: secret token contains unallowed characters',
    )
  })
})

describe('disturbed updates', () => {
  it('may be the same one several times in one answer', async () => {
    const update = { update_id: 500_000, message: { text: '三遍' } }
    for (let i = 0; i < 3; i++) booted.sim.deliver(update)
    expect((await booted.api('getUpdates')).result).toEqual([update, update, update])
    expect((await booted.api('getUpdates', { offset: 500_001 })).result).toEqual([])
  })

  it('come once more after they were acknowledged', async () => {
    booted.sim.faults.duplicateUpdates(1)
    await booted.user.says('一')
    const first = await takeUpdates(booted.api)
    const again = await takeUpdates(booted.api)
    expect(again).toEqual(first)
    expect(await takeUpdates(booted.api)).toEqual([])
  })

  it('come in the wrong order, and an offset forgets none unseen', async () => {
    booted.sim.faults.reorderUpdates(3)
    for (const text of ['一', '二', '三']) await booted.user.says(text)
    const newest = (await booted.api('getUpdates', { limit: 1 })).result
    const rest = (await booted.api('getUpdates', { offset: newest[0].update_id + 1 })).result
    expect(texts([...newest, ...rest])).toEqual(['三', '二', '一'])
  })

  it('meet a second poller', async () => {
    booted.sim.faults.pollConflicts(1)
    expect((await booted.api('getUpdates')).error_code).toBe(409)
    expect((await booted.api('getUpdates')).ok).toBe(true)
  })
})
