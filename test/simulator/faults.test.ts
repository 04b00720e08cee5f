import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bootedSimulator } from './support.ts'

let booted: Awaited<ReturnType<typeof bootedSimulator>>
beforeEach(async () => {
  booted = await bootedSimulator({ random: () => 0.5 })
})
afterEach(() => booted.sim.close())

const bubbles = () => booted.user.chat.filter((message) => message.from === 'bot').length
const raw = () => fetch(`${booted.sim.apiRoot}/bot${booted.sim.token}/sendMessage?chat_id=${booted.user.id}&text=hi`)

describe('a fault', () => {
  it('of too many requests befalls the next calls, and nothing is sent', async () => {
    booted.sim.faults.inject({ kind: 'too-many-requests', retryAfter: 30 }, { times: 2 })
    expect((await booted.says('a')).parameters?.retry_after).toBe(30)
    expect((await booted.says('b')).error_code).toBe(429)
    expect(bubbles()).toBe(0)
    expect((await booted.says('c')).ok).toBe(true)
  })

  it('can be an HTML page of a proxy', async () => {
    booted.sim.faults.inject({ kind: 'html', status: 502 })
    const response = await raw()
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html'])
    expect(bubbles()).toBe(0)
  })

  it('can be JSON that breaks off after the message was sent', async () => {
    booted.sim.faults.inject({ kind: 'cut-json' })
    await expect((await raw()).json()).rejects.toThrow()
    expect(bubbles()).toBe(1)
  })

  it('can be a connection lost before or after sending, told apart only by the log', async () => {
    booted.sim.faults.inject({ kind: 'drop', performed: false })
    await expect(raw()).rejects.toThrow()
    expect(bubbles()).toBe(0)
    booted.sim.faults.inject({ kind: 'drop', performed: true })
    await expect(raw()).rejects.toThrow()
    expect(bubbles()).toBe(1)
    expect(booted.sim.log.slice(-2).map(({ code, performed }) => ({ code, performed }))).toEqual([
      { code: 0, performed: false },
      { code: 0, performed: true },
    ])
  })

  it('can be silence', async () => {
    booted.sim.faults.inject({ kind: 'hang', performed: true })
    const hanging = fetch(
      `${booted.sim.apiRoot}/bot${booted.sim.token}/sendMessage?chat_id=${booted.user.id}&text=hi`,
      {
        signal: AbortSignal.timeout(100),
      },
    )
    await booted.user.sees('hi')
    await expect(hanging).rejects.toThrow()
  })

  it('can be a delay after the message was sent', async () => {
    booted.sim.faults.inject({ kind: 'delay', ms: 50 })
    const answer = booted.says('hi')
    await booted.user.sees('hi')
    await answer
    const call = booted.sim.log.at(-1)
    expect((call?.answeredAt ?? 0) - (call?.at ?? 0)).toBeGreaterThanOrEqual(45)
  })

  it('can be a refusal for one method and chat', async () => {
    const fault = { kind: 'refusal', code: 403, description: 'Forbidden: bot was blocked by the user' } as const
    booted.sim.faults.inject(fault, { methods: 'sendMessage', chatId: booted.user.id })
    expect((await booted.api('getMe')).ok).toBe(true)
    expect((await booted.says('a')).description).toBe('Forbidden: bot was blocked by the user')
  })

  it('befalls a share of the calls, and none after it is cleared', async () => {
    booted.sim.faults.inject({ kind: 'html', status: 500 }, { times: Number.POSITIVE_INFINITY, chance: 0.4 })
    expect((await raw()).status).toBe(200)
    booted.sim.faults.clear()
    booted.sim.faults.inject({ kind: 'html', status: 500 }, { times: Number.POSITIVE_INFINITY, chance: 0.6 })
    expect((await raw()).status).toBe(500)
    booted.sim.faults.clear()
    expect((await raw()).status).toBe(200)
  })

  it('leaves polling alone unless it is named', async () => {
    booted.sim.faults.inject({ kind: 'html', status: 500 })
    expect((await booted.api('getUpdates')).ok).toBe(true)
    expect((await raw()).status).toBe(500)
  })
})
