import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { JobOutcome } from '../../src/agenda/job.ts'
import { type House, item, minutesAfter, morning, openHouse } from './support.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

/** Remembers every run; ends as it was told. */
function recorder(answer: (word: string, run: number) => JobOutcome = () => ({ done: true })) {
  const runs: string[] = []
  const ran = async (word: string) => {
    runs.push(word)
    return answer(word, runs.filter((other) => other === word).length)
  }
  return { runs, ran }
}

const quiet = ({ timed }: { timed: { isQuiet(now: Date): Promise<boolean> } }) =>
  vi.waitFor(async () => expect(await timed.isQuiet(house.clock.now())).toBe(true), { timeout: 25_000, interval: 10 })

describe('what is due', () => {
  test('is done once, however often it is put in and however many processes look', async () => {
    const { runs, ran } = recorder()
    const processes = Array.from({ length: 3 }, () => house.process(ran))
    const items = Array.from({ length: 60 }, (_, i) => item(`appointment:${i}:v1:reconfirm`))
    for (const agenda of processes) {
      agenda.run()
      await agenda.put(items)
    }
    for (const agenda of processes) await quiet(agenda)
    expect(runs.toSorted()).toEqual(items.map(({ _id }) => _id).toSorted())
    expect(await house.stored('appointment:7:v1:reconfirm')).toMatchObject({ state: 'done', attempts: 1 })
  })

  test('waits for the clock, and is done as soon as it has moved', async () => {
    const { runs, ran } = recorder()
    const agenda = house.process(ran)
    agenda.run()
    const dueAt = minutesAfter(morning, 30)
    await agenda.put([item('soon'), item('later', { dueAt })])
    await quiet(agenda)
    expect(runs).toEqual(['soon'])
    expect(await agenda.timed.nextDueAt(morning)).toEqual(dueAt)
    house.clock.set(dueAt)
    const movedAt = performance.now()
    await agenda.timed.wake()
    await quiet(agenda)
    expect(runs).toEqual(['soon', 'later'])
    expect(performance.now() - movedAt).toBeLessThan(900)
  })

  test('is never done after its time', async () => {
    const { runs, ran } = recorder()
    const agenda = house.process(ran)
    await agenda.put([item('stale', { about: 'a1', expiresAt: minutesAfter(morning, 10) })])
    house.clock.set(minutesAfter(morning, 10))
    agenda.run()
    await quiet(agenda)
    expect(runs).toEqual([])
    expect(await agenda.why('a1')).toMatchObject([{ _id: 'stale', state: 'skipped', outcome: 'expired' }])
  })

  test('is done once though Redis forgets everything in the middle', async () => {
    const { runs, ran } = recorder()
    const agenda = house.process(async (word) => {
      if (runs.length === 100) await house.forgetRedis()
      return ran(word)
    })
    agenda.run()
    await agenda.put(Array.from({ length: 300 }, (_, i) => item(`item:${i}`)))
    await quiet(agenda)
    expect(runs).toHaveLength(300)
    expect(new Set(runs).size).toBe(300)
  })

  test('is done by another process when one died over it', async () => {
    const { runs, ran } = recorder()
    const agenda = house.process(ran)
    await agenda.put([item('orphan')])
    const longAgo = new Date('2020-01-01T00:00:00Z')
    await house.model.updateOne({ _id: 'orphan' }, { $set: { state: 'claimed', attempts: 1, claimedAt: longAgo } })
    agenda.run()
    await quiet(agenda)
    expect(runs).toEqual(['orphan'])
    expect(await house.stored('orphan')).toMatchObject({ state: 'done', attempts: 2 })
  })

  test('comes after what makes things due', async () => {
    const { runs, ran } = recorder()
    const agenda = house.process(ran)
    let derived = false
    agenda.run({
      async settle() {
        if (!derived) await agenda.put([item('derived')])
        derived = true
      },
    })
    await vi.waitFor(() => expect(runs).toEqual(['derived']), { timeout: 5_000 })
  })
})

describe('a job', () => {
  test('that has nothing to do says why', async () => {
    const agenda = house.process(recorder(() => ({ skipped: 'the appointment has moved' })).ran)
    await agenda.put([item('moved')])
    agenda.run()
    await quiet(agenda)
    expect(await house.stored('moved')).toMatchObject({ state: 'skipped', outcome: 'the appointment has moved' })
  })

  test('that comes too early is done later', async () => {
    const dueAt = minutesAfter(morning, 15)
    const { runs, ran } = recorder((_, run) => (run === 1 ? { later: dueAt } : { done: true }))
    const agenda = house.process(ran)
    await agenda.put([item('early')])
    agenda.run()
    await quiet(agenda)
    expect(await house.stored('early')).toMatchObject({ state: 'waiting', dueAt })
    house.clock.set(dueAt)
    await agenda.timed.wake()
    await quiet(agenda)
    expect(runs).toEqual(['early', 'early'])
    expect(await house.stored('early')).toMatchObject({ state: 'done' })
  })

  test('that fails is tried again after longer and longer pauses, then given up, and hinders no other', async () => {
    const { runs, ran } = recorder((word) => {
      if (word === 'poison') throw new TypeError('a bug')
      return { done: true }
    })
    const agenda = house.process(ran)
    await agenda.put([item('poison'), item('good')])
    agenda.run()
    const pauses: number[] = []
    for (;;) {
      await quiet(agenda)
      const next = await agenda.timed.nextDueAt(house.clock.now())
      if (!next) break
      pauses.push((next.getTime() - house.clock.now().getTime()) / 1000)
      house.clock.set(next)
      await agenda.timed.wake()
    }
    expect(pauses).toEqual([5, 20, 80, 320, 1280])
    expect(runs.filter((word) => word === 'poison')).toHaveLength(6)
    expect(await house.stored('poison')).toMatchObject({ state: 'failed', outcome: 'TypeError' })
    expect(await house.stored('good')).toMatchObject({ state: 'done' })
  })

  test('is given only what it understands', async () => {
    const { runs, ran } = recorder()
    const agenda = house.process(ran)
    await expect(agenda.put([item('wrong', { payload: { word: 7 } })])).rejects.toThrow('does not fit')
    await expect(agenda.put([item('unknown', { kind: 'dance' })])).rejects.toThrow('does not fit')
    await agenda.put([item('changed')])
    await house.model.updateOne({ _id: 'changed' }, { $set: { payload: { words: ['of an older release'] } } })
    agenda.run()
    await quiet(agenda)
    expect(runs).toEqual([])
    expect(await house.stored('changed')).toMatchObject({ state: 'failed', outcome: 'payload does not parse' })
  })
})
