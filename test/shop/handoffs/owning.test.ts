import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, done, openDesk } from './open-desk.ts'

let desk: Desk
let lin: string
let zhou: string
beforeAll(async () => {
  desk = await openDesk()
})
beforeEach(async () => {
  await desk.clear()
  lin = await desk.advisor('lin')
  zhou = await desk.advisor('zhou')
})
afterAll(() => desk.close())

describe('opening', () => {
  it('twice by the same happening is one, even when it is over by then', async () => {
    const wang = await desk.customer()
    const first = await desk.opens(wang, { key: 'update:7' })
    expect(await desk.opens(wang, { key: 'update:7' })).toEqual(first)
    await desk.handoffs.close(first._id, '已解决', lin)
    expect(await desk.opens(wang, { key: 'update:7' })).toMatchObject({ _id: first._id, state: 'resolved' })
    expect(await desk.handoffs.liveOf(wang.id)).toBeNull()
  })

  it('many times at once makes one live', async () => {
    const wang = await desk.customer()
    const opened = await Promise.all(Array.from({ length: 10 }, (_, n) => desk.opens(wang, { key: `update:${n}` })))
    expect(new Set(opened.map(({ _id }) => _id)).size).toBe(1)
    expect(await desk.connection.collection('handoffs').countDocuments({})).toBe(1)
  })

  it('again raises the reason of the live one to a complaint, and never back', async () => {
    const wang = await desk.customer()
    const { _id } = await desk.opens(wang)
    expect(await desk.opens(wang, { reason: 'complaint' })).toMatchObject({ _id, reason: 'complaint', waits: 1 })
    expect(await desk.opens(wang, { reason: 'not-understood' })).toMatchObject({ _id, reason: 'complaint' })
  })

  it('by an advisor owes the customer no reply, and offers it to nobody else', async () => {
    const opened = await desk.opens(undefined, { reason: 'advisor' })
    expect(opened).toMatchObject({ state: 'open', assignedId: null, waitingSince: null, waits: 0 })
    expect(await desk.replies(opened._id, lin)).toMatchObject({ state: 'claimed', ownerId: lin, waitingSince: null })
  })
})

describe('ownership', () => {
  it('goes to one of two who claim at once, and the other is told whose it is', async () => {
    const { _id } = await desk.opens()
    const answers = await Promise.all([desk.handoffs.claim(_id, lin), desk.handoffs.claim(_id, zhou)])
    const { ownerId } = await desk.known(_id)
    expect(answers.filter((one) => '_id' in one)).toHaveLength(1)
    expect(answers).toContainEqual({ refused: 'not-owner', detail: { ownerId } })
    expect(await desk.handoffs.claim(_id, ownerId ?? '')).toEqual(await desk.known(_id))
  })

  it('goes to one of many who reply first at once', async () => {
    const more = await Promise.all(Array.from({ length: 6 }, () => desk.advisor(null)))
    const { _id } = await desk.opens()
    const answers = await Promise.all([lin, zhou, ...more].map((by) => desk.replies(_id, by)))
    expect(answers.filter((one) => '_id' in one)).toHaveLength(1)
    expect(await desk.known(_id)).toMatchObject({
      state: 'claimed',
      firstReplyAt: desk.clock.now(),
      waitingSince: null,
    })
  })

  it('comes with the first reply, whomever it was offered to', async () => {
    const opened = await desk.opens()
    const other = opened.assignedId === lin ? zhou : lin
    expect(await desk.replies(opened._id, other)).toMatchObject({ ownerId: other, assignedId: null })
  })

  it('keeps colleagues out, until they send anyway or take it over', async () => {
    const { _id } = await desk.opens()
    await desk.handoffs.claim(_id, lin)
    const no = { refused: 'not-owner', detail: { ownerId: lin } }
    expect(await desk.replies(_id, zhou)).toEqual(no)
    expect(await desk.handoffs.close(_id, '已解决', zhou)).toEqual(no)
    expect(await desk.handoffs.transfer(_id, await desk.advisor(null), zhou)).toEqual(no)
    expect(await desk.known(_id)).toMatchObject({ ownerId: lin, waitingSince: desk.clock.now() })
    expect(await desk.replies(_id, zhou, { anyway: true })).toMatchObject({ ownerId: lin, waitingSince: null })
    expect(await desk.handoffs.transfer(_id, zhou, zhou)).toMatchObject({ ownerId: zhou })
  })

  it('is handed to a colleague on duty, by its owner or a manager, and twice is once', async () => {
    const [shen, boss] = [await desk.advisor('shen'), await desk.advisor(null, 'manager')]
    const { _id } = await desk.opens()
    await desk.handoffs.claim(_id, lin)
    expect(await desk.handoffs.transfer(_id, shen, lin)).toEqual({ refused: 'off-duty' })
    expect(await desk.handoffs.transfer(_id, 'tg:404', lin)).toEqual({ refused: 'advisor-unknown' })
    const handed = done(await desk.handoffs.transfer(_id, zhou, lin))
    expect(handed).toMatchObject({ ownerId: zhou, state: 'claimed', keptUntil: desk.at('18:00') })
    expect(await desk.handoffs.transfer(_id, zhou, lin)).toEqual(handed)
    expect(await desk.handoffs.transfer(_id, lin, boss)).toMatchObject({ ownerId: lin })
    expect(handed.history.filter(({ what }) => what === 'ownerId').map(({ old, new: now }) => [old, now])).toEqual([
      [null, lin],
      [lin, zhou],
    ])
  })

  it('is for registered advisors only', async () => {
    const { _id } = await desk.opens()
    const nobody = { refused: 'advisor-unknown' }
    await desk.advisors.leave(zhou, 'operator')
    for (const stranger of ['tg:404', zhou]) {
      expect(await desk.handoffs.claim(_id, stranger)).toEqual(nobody)
      expect(await desk.replies(_id, stranger)).toEqual(nobody)
      expect(await desk.replies(_id, stranger, { anyway: true })).toEqual(nobody)
      expect(await desk.handoffs.transfer(_id, lin, stranger)).toEqual(nobody)
      expect(await desk.handoffs.close(_id, '', stranger)).toEqual(nobody)
    }
  })

  it('told again by the same reply changes nothing, even after a new message, a take-over, or the end', async () => {
    const { _id } = await desk.opens()
    await desk.replies(_id, lin, { key: 'reply:a' })
    await desk.says(_id)
    expect(await desk.replies(_id, lin, { key: 'reply:a' })).toMatchObject({ waitingSince: desk.clock.now(), waits: 2 })
    await desk.handoffs.transfer(_id, zhou, zhou)
    expect(await desk.replies(_id, lin, { key: 'reply:a' })).toMatchObject({ ownerId: zhou })
    await desk.handoffs.close(_id, '已解决', zhou)
    expect(await desk.replies(_id, lin, { key: 'reply:a' })).toMatchObject({ state: 'resolved' })
    expect(await desk.replies(_id, lin)).toEqual({ refused: 'handoff-over' })
  })
})

describe('the end', () => {
  it('comes once, of many who close at once', async () => {
    const { _id } = await desk.opens()
    const answers = await Promise.all([lin, zhou, lin, zhou].map((by) => desk.handoffs.close(_id, '已解决', by)))
    expect(answers.filter((one) => '_id' in one)).toHaveLength(1)
    expect(answers.filter((one) => 'refused' in one && one.refused === 'handoff-over')).toHaveLength(3)
    expect(await desk.handoffs.withdraw(_id)).toEqual({ refused: 'handoff-over' })
    expect(await desk.handoffs.claim(_id, lin)).toEqual({ refused: 'handoff-over' })
    expect(await desk.known(_id)).toMatchObject({ live: false, seat: null, closeReason: '已解决' })
  })

  it('may be the customer’s wish, or a manager’s', async () => {
    const boss = await desk.advisor(null, 'manager')
    const [one, other] = [await desk.opens(), await desk.opens()]
    await desk.handoffs.claim(one._id, lin)
    expect(await desk.handoffs.withdraw(one._id)).toMatchObject({ closeReason: 'withdrawn', ownerId: lin })
    await desk.handoffs.claim(other._id, lin)
    expect(await desk.handoffs.close(other._id, '重复', boss)).toMatchObject({ resolvedBy: boss, ownerId: lin })
  })

  it('lets the next message be the bot’s, and the next wish open a new one', async () => {
    const wang = await desk.customer()
    const first = await desk.opens(wang)
    await desk.handoffs.close(first._id, '', lin)
    expect(await desk.says(first._id)).toEqual({ refused: 'handoff-over' })
    const next = await desk.opens(wang)
    expect(next._id).not.toBe(first._id)
    expect((await desk.handoffs.lastOf(wang.id))?.live).toBe(true)
  })
})

describe('somebody who is both', () => {
  it('a customer and an advisor of the same account never mix', async () => {
    const account = 'tg:777'
    const both = await desk.customer(account)
    await desk.advisor('zhou', 'advisor', account)
    const own = await desk.opens(both)
    const others = await desk.opens()
    await desk.handoffs.claim(others._id, account)
    expect(await desk.handoffs.liveOf(both.id)).toMatchObject({ _id: own._id, chat: account })
    // As an advisor they leave: their chat as a customer goes on.
    await desk.advisors.leave(account, 'operator')
    expect(await desk.known(others._id)).toMatchObject({ ownerId: null, state: 'open' })
    expect(await desk.known(own._id)).toMatchObject({ live: true, chat: account })
    expect(await desk.handoffs.claim(own._id, account)).toEqual({ refused: 'advisor-unknown' })
  })

  it('is erased as a customer, and stays an advisor with what they do', async () => {
    const account = 'tg:778'
    const both = await desk.customer(account)
    await desk.advisor('zhou', 'advisor', account)
    const own = await desk.opens(both)
    const others = await desk.opens()
    await desk.handoffs.claim(others._id, account)
    await desk.privacy.erase(both.id)
    expect(await desk.known(own._id)).toMatchObject({ live: false, closeReason: 'erased', chat: '', words: '' })
    expect(await desk.known(others._id)).toMatchObject({ live: true, ownerId: account })
    expect(await desk.advisors.get(account)).toMatchObject({ _id: account })
  })
})
