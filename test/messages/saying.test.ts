import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type House, message, minutesAfter, openHouse, recordingChannel } from './support.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

describe('what a chat is told at once', () => {
  test('is written down as on its way before the call, and said once however often it is said', async () => {
    const states: string[][] = []
    const channel = recordingChannel(async () => {
      states.push([(await house.stored('a')).state, (await house.stored('b')).state])
      return { sent: '' }
    })
    const messages = house.process(channel)
    const said = [message('a', { lane: 'reply' }), message('b', { lane: 'reply', order: 1 })]
    await messages.say('tg:1', said)
    await messages.say('tg:1', said)
    expect(states).toEqual([
      ['sending', 'pending'],
      ['sent', 'sending'],
    ])
    expect(channel.calls).toEqual(['a', 'b'])
    expect(await house.stored('a')).toMatchObject({ state: 'sent', attempts: 1, doubts: 0, remoteId: '1' })
  })

  test('by many processes at the same moment is said once', async () => {
    const channel = recordingChannel()
    const processes = Array.from({ length: 5 }, () => house.process(channel))
    const said = [message('a', { lane: 'reply' }), message('b', { lane: 'reply', order: 1 })]
    await Promise.all(processes.map((messages) => messages.say('tg:1', said)))
    expect(channel.calls).toEqual(['a', 'b'])
  })

  test('overtakes nothing that was said before', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.post([message('first', { lane: 'reply' })])
    await messages.say('tg:1', [message('second', { lane: 'reply', order: 1 })])
    expect(channel.calls).toEqual(['first', 'second'])
  })

  test('is put in all the same when it may not leave yet', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.governor.pause(60_000, { flooded: false })
    await messages.say('tg:1', [message('held', { lane: 'reply' })])
    expect([await house.stored('held'), channel.calls]).toMatchObject([{ state: 'pending', attempts: 0 }, []])
  })

  test('after a process died over it is found, listed and said again', async () => {
    const dying = house.process({ transport: () => new Promise(() => {}) })
    void dying.say('tg:1', [message('cut-off', { lane: 'reply' })]).catch(() => {})
    await vi.waitFor(async () => expect((await house.stored('cut-off')).state).toBe('sending'))
    await house.model.updateOne({ _id: 'cut-off' }, { claimedAt: minutesAfter(new Date(), -1) })
    const channel = recordingChannel()
    const messages = house.process(channel)
    messages.runSender()
    await vi.waitFor(() => expect(channel.calls).toEqual(['cut-off']), { timeout: 5_000 })
    await vi.waitFor(async () => expect(await house.stored('cut-off')).toMatchObject({ state: 'sent', doubts: 1 }))
  })
})
