import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { handoffEffects } from '../../../src/shop/handoffs/effects.ts'
import { type Desk, openDesk } from './open-desk.ts'

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

type Person = { id: string; chat: string }
const proves = ({ id, chat }: Person) => desk.customers.verifyPhone({ id, chat, phone: '13800001234', by: id })

/** Two records of one person; the first holds the phone, so that it survives. */
async function twoRecords(): Promise<[Person, Person]> {
  const [survivor, other] = [await desk.customer(), await desk.customer()]
  await proves(survivor)
  return [survivor, other]
}
const kinds = async (id: string) => handoffEffects(await desk.known(id), desk.profile.current()).map(({ kind }) => kind)

describe('two records that prove to be one person', () => {
  it('give handoff and transcript to the one that is left', async () => {
    const [survivor, other] = await twoRecords()
    const { _id } = await desk.opens(other)
    await desk.handoffs.claim(_id, lin)
    await desk.transcript.add({
      _id: 'update:1',
      handoffId: _id,
      customerId: other.id,
      at: desk.clock.now(),
      who: { kind: 'customer', id: other.id, name: '林晓' },
      what: { text: '你好', media: null },
      note: false,
      source: { chat: other.chat, message: '1' },
    })
    await proves(other)
    expect(await desk.handoffs.liveOf(survivor.id)).toMatchObject({ _id, ownerId: lin, customerId: survivor.id })
    expect(await desk.handoffs.liveOf(other.id)).toBeNull()
    expect(await desk.transcript.of({ customerId: survivor.id })).toHaveLength(1)
    expect(await desk.opens(other)).toMatchObject({ _id })
  })

  it('both live: one goes on, a complaint since the first of both waited, and the other ends without a word', async () => {
    const [survivor, other] = await twoRecords()
    const given = await desk.opens(other, { reason: 'complaint' })
    desk.minutesLater(5)
    const own = await desk.opens(survivor)
    await proves(other)
    expect(await desk.handoffs.liveOf(survivor.id)).toMatchObject({
      _id: own._id,
      reason: 'complaint',
      waitingSince: desk.at('09:00'),
      replyDueAt: desk.at('09:10'),
      waits: 2,
      chat: survivor.chat,
    })
    expect(await desk.known(given._id)).toMatchObject({ live: false, closeReason: 'merged', customerId: survivor.id })
    expect(await kinds(given._id)).not.toContain('end-handoff')
    await desk.handoffs.handOver(other.id, survivor.id)
    expect(await desk.handoffs.liveOf(survivor.id)).toMatchObject({ _id: own._id, waits: 2 })
  })

  it('both live: the one that somebody owns goes on, with its owner', async () => {
    const [survivor, other] = await twoRecords()
    const own = await desk.opens(survivor)
    const given = await desk.opens(other)
    await desk.handoffs.transfer(given._id, zhou, zhou)
    await proves(other)
    expect(await desk.handoffs.liveOf(survivor.id)).toMatchObject({ _id: given._id, ownerId: zhou })
    expect(await desk.known(own._id)).toMatchObject({ live: false, closeReason: 'merged' })
  })

  it('leave one live one, whatever is opened meanwhile', async () => {
    const [survivor, other] = await twoRecords()
    await Promise.all([desk.opens(survivor), desk.opens(other), proves(other), desk.opens(other), desk.opens(survivor)])
    await desk.mend()
    const stored = desk.connection.collection('handoffs')
    expect(await stored.countDocuments({ live: true })).toBe(1)
    expect(await desk.handoffs.liveOf(survivor.id)).not.toBeNull()
    expect(await stored.countDocuments({ customerId: other.id })).toBe(0)
  })
})
