import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { apiOf, bootedSimulator, button } from './support.ts'

describe('a call to the Bot API', () => {
  let booted: Awaited<ReturnType<typeof bootedSimulator>>
  let sim: Simulator
  let url: string
  beforeAll(async () => {
    booted = await bootedSimulator()
    sim = booted.sim
    url = `${sim.apiRoot}/bot${sim.token}`
  })
  afterAll(() => sim.close())

  it('may be a GET with a query, a form or JSON, and the method’s name in any case', async () => {
    const chat_id = String(booted.user.id)
    const query = await fetch(`${url}/sendmessage?${new URLSearchParams({ chat_id, text: 'query' })}`)
    const form = await fetch(`${url}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id, text: 'form', disable_notification: 'true' }),
    })
    const json = await booted.says('json')
    expect([query.status, form.status, json.ok]).toEqual([200, 200, true])
    expect(booted.user.chat.slice(-3).map((message) => message.text)).toEqual(['query', 'form', 'json'])
  })

  it('may be a multipart form with a file and JSON in its fields', async () => {
    const form = new FormData()
    form.set('chat_id', String(booted.user.id))
    form.set('caption', '日历')
    form.set('reply_markup', JSON.stringify({ inline_keyboard: [[{ text: '好', callback_data: 'ok' }]] }))
    form.set('document', new File(['BEGIN:VCALENDAR'], '预约.ics', { type: 'text/calendar' }))
    await fetch(`${url}/sendDocument`, { method: 'POST', body: form })
    const message = booted.user.screen()
    expect(message?.document).toMatchObject({ name: '预约.ics', mime: 'text/calendar' })
    expect(message?.document?.bytes.toString()).toBe('BEGIN:VCALENDAR')
    expect(message).toMatchObject({ text: '日历', buttons: [[{ label: '好', data: 'ok' }]] })
  })

  it('with another token is unauthorized', async () => {
    const response = await fetch(`${sim.apiRoot}/bot1000001:SIMULATED-other/getMe`)
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
  })

  it('of an unknown method is 404', async () => {
    expect(await booted.api('sendTelepathy')).toMatchObject({
      error_code: 404,
      description: 'Not Found: method not found',
    })
  })

  it.each([
    ['an unknown parameter', { text: 'a', txet: 'b' }, 'unknown parameter "txet" of sendMessage'],
    ['an unknown field', { text: 'a', reply_parameters: { messge_id: 1 } }, 'unknown field "messge_id"'],
    ['a wrong kind of value', { text: 'a', message_thread_id: 'x' }, 'field "message_thread_id" must be a Number'],
    ['a keyboard that is no object', { text: 'a', reply_markup: [] }, 'object expected as reply markup'],
    ['a keyboard that is no JSON', { text: 'a', reply_markup: '{' }, "can't parse reply keyboard markup JSON object"],
    ['no text', {}, 'message text is empty'],
    [
      'half an emoji on a button',
      { text: 'a', reply_markup: button('\ud83d', 'x') },
      'strings must be encoded in UTF-8',
    ],
  ])('with %s is refused', async (_what, params, words) => {
    const answer = await booted.api('sendMessage', { chat_id: booted.user.id, ...params })
    expect(answer.error_code).toBe(400)
    expect(answer.description).toContain(`Bad Request: ${words}`)
  })

  it('without a chat is refused', async () => {
    expect((await booted.api('sendMessage', { text: 'a' })).description).toBe('Bad Request: chat_id is empty')
  })

  it('is logged with its method, answer and time', async () => {
    await booted.api('sendMessage', { chat_id: 404, text: 'nobody' })
    const call = sim.log.at(-1)
    expect(call).toMatchObject({ method: 'sendMessage', chatId: 404, ok: false, code: 400, performed: false })
    expect(call?.answeredAt).toBeGreaterThanOrEqual(call?.at ?? Number.NaN)
  })
})

describe('the simulator', () => {
  it('takes its time when latency is asked for', async () => {
    const sim = await startSimulator({ latencyMs: 40 })
    await apiOf(sim)('getMe')
    const call = sim.log[0]
    expect((call?.answeredAt ?? 0) - (call?.at ?? 0)).toBeGreaterThanOrEqual(38)
    await sim.close()
  })

  it('forgets the oldest messages of a chat beyond the history asked for', async () => {
    const { sim, user, says } = await bootedSimulator({ history: 2 })
    for (const text of ['一', '二', '三']) await says(text)
    expect(user.chat.map((message) => message.text)).toEqual(['二', '三'])
    await sim.close()
  })

  it('refuses a token that could be real', async () => {
    await expect(startSimulator({ token: '123456789:AAF3k0vX9mQ2rT5wY8zB1cD4eG7hJ0kL3nP' })).rejects.toThrow(
      'never a real one',
    )
  })

  it('knows its bot', async () => {
    const sim = await startSimulator({ token: '77:SIMULATED' })
    expect((await apiOf(sim)('getMe')).result).toMatchObject({ id: 77, is_bot: true, username: sim.bot.username })
    await sim.close()
  })

  it('keeps only the newest calls when asked to', async () => {
    const sim = await startSimulator({ logLimit: 2 })
    for (let i = 0; i < 5; i++) await apiOf(sim)('getMe')
    expect(sim.log.length).toBeLessThanOrEqual(4)
    await sim.close()
  })
})
