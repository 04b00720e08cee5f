import { afterEach, describe, expect, it } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts'
import { apiOf, button } from './support.ts'

let sim: Simulator
afterEach(() => sim.close())

async function booted(walls: SimulatorOptions['walls']) {
  sim = await startSimulator({ walls })
  return apiOf(sim)
}

/** One message to each of so many people; how many passed, and the first refusal. */
async function burst(api: ReturnType<typeof apiOf>, count: number) {
  const answers = await Promise.all(sim.crowd(count).map((chat_id) => api('sendMessage', { chat_id, text: 'hi' })))
  return { passed: answers.filter((one) => one.ok).length, refused: answers.find((one) => !one.ok) }
}

describe('the limits', () => {
  it('let a burst of about 30 pass and then say how long to wait', async () => {
    const { passed, refused } = await burst(await booted('bucket'), 200)
    expect(passed).toBeGreaterThanOrEqual(30)
    expect(passed).toBeLessThan(200)
    expect(refused).toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    })
  })

  it('never let more than 30 into any second when strict', async () => {
    const api = await booted('strict')
    for (let round = 0; round < 6; round++) await burst(api, 15)
    const sent = sim.log.filter((call) => call.ok && call.method === 'sendMessage')
    // A message is counted somewhere between its arrival and its answer.
    const within = sent.map((first) =>
      sent.filter(({ at, answeredAt }) => at >= first.answeredAt && answeredAt < first.at + 1000),
    )
    expect(Math.max(...within.map((calls) => calls.length))).toBeLessThanOrEqual(30)
    expect(sent.length).toBeGreaterThanOrEqual(30)
  })

  it('lock the whole bot for five seconds when punitive', async () => {
    const api = await booted('punitive')
    const { passed, refused } = await burst(api, 100)
    expect(passed).toBeGreaterThanOrEqual(30)
    expect(refused?.parameters?.retry_after).toBeGreaterThanOrEqual(4)
    expect(Math.max(...sim.log.map((call) => call.retryAfter ?? 0))).toBe(5)
    const [chat_id] = sim.crowd(1)
    expect((await api('sendMessage', { chat_id, text: 'hi' })).error_code).toBe(429)
  })

  it('let five messages in a row reach one person, and edits beyond them', async () => {
    const api = await booted('bucket')
    const [chat_id = 0] = sim.crowd(1)
    const answers = await Promise.all(Array.from({ length: 25 }, () => api('sendMessage', { chat_id, text: 'hi' })))
    const passed = answers.filter((one) => one.ok).length
    expect(passed).toBeGreaterThanOrEqual(5)
    expect(passed).toBeLessThan(25)
    expect((await api('editMessageText', { chat_id, message_id: 1, text: 'ho' })).ok).toBe(true)
  })

  it('let 20 a minute into a group, edits and topics included, answers to presses not', async () => {
    const api = await booted('bucket')
    const group = sim.group({ title: '群', forum: true })
    const user = sim.user()
    const to = { chat_id: group.id, text: 'hi' }
    const { result } = await api('createForumTopic', { chat_id: group.id, name: 'x' })
    expect((await api('sendMessage', { ...to, reply_markup: button('好', 'x') })).ok).toBe(true)
    const message_id = group.chat.at(-1)?.id
    for (let i = 2; i < 20; i++)
      expect(
        (await api('editMessageText', { ...to, message_id, text: `${i}`, reply_markup: button('好', 'x') })).ok,
      ).toBe(true)
    const refused = await api('sendMessage', { ...to, message_thread_id: result.message_thread_id })
    expect(refused.parameters?.retry_after).toBeGreaterThan(55)
    await group.member(user).taps('好')
    const { callback_query } = (await api('getUpdates')).result.at(-1)
    expect((await api('answerCallbackQuery', { callback_query_id: callback_query.id })).ok).toBe(true)
  })

  it('do not exist when they are off', async () => {
    const api = await booted('off')
    const [chat_id] = sim.crowd(1)
    const answers = await Promise.all(Array.from({ length: 100 }, () => api('sendMessage', { chat_id, text: 'hi' })))
    expect(answers.every((one) => one.ok)).toBe(true)
  })
})
