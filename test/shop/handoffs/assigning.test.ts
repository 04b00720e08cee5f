import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { holderOf } from '../../../src/shop/handoffs/handoff.ts'
import { type Desk, done, monday, openDesk, tuesday } from './open-desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
beforeEach(() => desk.clear())
afterAll(() => desk.close())

/** Whom each of these is with, counted. */
async function counted(ids: string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const id of ids) {
    const holder = holderOf(await desk.known(id)) ?? 'nobody'
    counts[holder] = (counts[holder] ?? 0) + 1
  }
  return counts
}

describe('whom a handoff is offered to', () => {
  it('is the advisor of the customer’s visits', async () => {
    await desk.advisor('lin')
    const zhou = await desk.advisor('zhou')
    for (let n = 0; n < 4; n++) {
      const wang = await desk.customer()
      await desk.connection
        .collection('customers')
        .updateOne({ _id: wang.id as never }, { $set: { advisorId: 'zhou' } })
      expect((await desk.opens(wang)).assignedId).toBe(zhou)
    }
  })

  it('is else the least loaded, those that they took on themselves counted too', async () => {
    const [lin, zhou] = [await desk.advisor('lin'), await desk.advisor('zhou')]
    for (let n = 0; n < 3; n++) {
      const { _id } = await desk.opens()
      await desk.handoffs.transfer(_id, lin, lin)
    }
    for (let n = 0; n < 3; n++) expect((await desk.opens()).assignedId).toBe(zhou)
  })

  it('is nobody beyond the limit, even of 30 who want a person at once: each advisor has exactly that many', async () => {
    const [lin, zhou] = [await desk.advisor('lin'), await desk.advisor('zhou')]
    const people = await Promise.all(Array.from({ length: 30 }, () => desk.customer()))
    const opened = await Promise.all(people.map((one) => desk.opens(one)))
    const ids = opened.map(({ _id }) => _id)
    expect(await counted(ids)).toEqual({ [lin]: 5, [zhou]: 5, nobody: 20 })
  })

  it('may have more when they claim them', async () => {
    const lin = await desk.advisor('lin')
    const opened = await Promise.all(Array.from({ length: 7 }, () => desk.opens()))
    for (const { _id } of opened) expect(await desk.handoffs.claim(_id, lin)).toMatchObject({ ownerId: lin })
    expect(await counted(opened.map(({ _id }) => _id))).toEqual({ [lin]: 7 })
  })

  it('is an advisor rather than a manager, and a manager when no advisor is there', async () => {
    const boss = await desk.advisor(null, 'manager')
    const shen = await desk.advisor('shen')
    expect((await desk.opens()).assignedId).toBe(boss)
    desk.clock.set(desk.at('09:00', tuesday))
    expect((await desk.opens()).assignedId).toBe(shen)
  })

  it('is nobody while everybody is off shift, until the shop opens', async () => {
    const lin = await desk.advisor('lin')
    desk.clock.set(desk.at('21:00'))
    const { _id, assignedId } = await desk.opens()
    expect(assignedId).toBeNull()
    expect(await desk.handoffs.drain()).toEqual([])
    desk.clock.set(desk.at('08:30', tuesday))
    expect(await desk.handoffs.drain()).toMatchObject([{ _id, assignedId: lin }])
  })
})

describe('the backlog', () => {
  it('is offered oldest first', async () => {
    desk.clock.set(desk.at('07:00'))
    const waiting: string[] = []
    for (let n = 0; n < 7; n++) {
      waiting.push((await desk.opens())._id)
      desk.minutesLater(1)
    }
    const lin = await desk.advisor('lin')
    desk.clock.set(desk.at('08:30'))
    expect((await desk.handoffs.drain()).map(({ _id }) => _id)).toEqual(waiting.slice(0, 5))
    expect(await desk.handoffs.drain()).toEqual([])
    await desk.handoffs.close(waiting[3] ?? '', '', lin)
    expect((await desk.handoffs.drain()).map(({ _id }) => _id)).toEqual([waiting[5]])
    expect((await desk.handoffs.waiting()).at(-1)).toMatchObject({ _id: waiting[6], assignedId: null })
  })
})

describe('a customer who is back within 72 hours', () => {
  async function served(by: string) {
    const wang = await desk.customer()
    const { _id } = await desk.opens(wang)
    await desk.handoffs.transfer(_id, by, by)
    await desk.replies(_id, by)
    await desk.handoffs.close(_id, '已解决', by)
    return wang
  }

  it('is offered to who had them, if they are on duty', async () => {
    const others = [await desk.advisor('zhou'), await desk.advisor('he')]
    const lin = await desk.advisor('lin')
    const [wang, li] = [await served(lin), await served(lin)]
    const busy = await desk.opens()
    await desk.handoffs.transfer(busy._id, lin, lin)
    desk.clock.set(desk.at('16:00'))
    expect((await desk.opens(wang)).assignedId).toBe(lin)
    desk.clock.set(desk.at('17:30'))
    expect(others).toContain((await desk.opens(li)).assignedId)
  })

  it('and afterwards to anybody', async () => {
    const lin = await desk.advisor('lin')
    const wang = await served(lin)
    const li = await served(lin)
    const zhou = await desk.advisor('zhou')
    const busy = await desk.opens()
    await desk.handoffs.transfer(busy._id, lin, lin)
    desk.clock.set(new Date(desk.at('09:00').getTime() + 72 * 60 * 60 * 1000))
    expect((await desk.opens(wang)).assignedId).toBe(lin)
    desk.minutesLater(1)
    expect((await desk.opens(li)).assignedId).toBe(zhou)
  })
})

describe('an owner', () => {
  it('who leaves the shop leaves nothing behind: their chats are open', async () => {
    const [lin, zhou] = [await desk.advisor('lin'), await desk.advisor('zhou')]
    const [owned, offered, other] = [await desk.opens(), await desk.opens(), await desk.opens()]
    await desk.handoffs.transfer(owned._id, lin, lin)
    await desk.handoffs.transfer(other._id, zhou, zhou)
    await desk.advisors.leave(lin, 'operator')
    expect(await desk.known(owned._id)).toMatchObject({ state: 'open', ownerId: null, assignedId: null, offers: 2 })
    expect(holderOf(await desk.known(offered._id))).not.toBe(lin)
    expect(await desk.known(other._id)).toMatchObject({ ownerId: zhou })
    await desk.handoffs.drain()
    expect(await desk.known(owned._id)).toMatchObject({ assignedId: zhou })
  })

  it('who left while the process died has nothing after the repair', async () => {
    const lin = await desk.advisor('lin')
    const { _id } = await desk.opens()
    await desk.connection
      .collection('advisors')
      .updateOne({ _id: lin as never }, { $set: { leftAt: desk.clock.now() } })
    await desk.mend()
    expect(await desk.known(_id)).toMatchObject({ state: 'open', assignedId: null })
  })

  it('who goes off shift gives it up at the end of the day, not at lunch, and has it again in the morning', async () => {
    const [lin, zhou] = [await desk.advisor('lin'), await desk.advisor('zhou')]
    const { _id } = await desk.opens()
    await desk.handoffs.transfer(_id, lin, lin)
    expect((await desk.known(_id)).keptUntil).toEqual(desk.at('17:00'))
    desk.clock.set(desk.at('12:30'))
    expect(await desk.handoffs.offDuty(_id)).toEqual({ later: desk.at('17:00') })
    desk.clock.set(desk.at('17:00'))
    expect(await desk.handoffs.offDuty(_id)).toMatchObject({ state: 'open', ownerId: null, seat: null })
    expect(await desk.handoffs.offDuty(_id)).toBeNull()
    expect(await desk.handoffs.assign(_id)).toMatchObject({ assignedId: zhou })
    desk.clock.set(desk.at('18:00'))
    await desk.handoffs.offDuty(_id)
    desk.clock.set(desk.at('09:00', tuesday))
    expect(await desk.handoffs.assign(_id)).toMatchObject({ assignedId: lin })
  })

  it('who took it on after hours is asked when the shop opens, and keeps it if they come', async () => {
    const [lin, he] = [await desk.advisor('lin'), await desk.advisor('he')]
    desk.clock.set(desk.at('21:00', monday))
    const [one, other] = [await desk.opens(), await desk.opens()]
    await desk.handoffs.claim(one._id, lin)
    await desk.handoffs.claim(other._id, he)
    expect(await desk.handoffs.offDuty(one._id)).toEqual({ later: desk.at('08:30', tuesday) })
    desk.clock.set(desk.at('08:30', tuesday))
    expect(await desk.handoffs.offDuty(one._id)).toEqual({ later: desk.at('17:00', tuesday) })
    expect(done(await desk.handoffs.offDuty(other._id))).toMatchObject({ state: 'open', ownerId: null })
  })
})
