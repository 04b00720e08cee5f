import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NewLine } from '../../../src/shop/handoffs/transcript.ts'
import { type Desk, openDesk } from './open-desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
beforeEach(() => desk.clear())
afterAll(() => desk.close())

let told = 0
/** A line of the customer unless it says otherwise, at this instant. */
function line(text: string, more: Partial<NewLine> = {}): NewLine {
  const n = ++told
  return {
    _id: `update:${n}`,
    handoffId: 'hof_1',
    customerId: 'cus_1',
    at: desk.clock.now(),
    who: { kind: 'customer', id: 'cus_1', name: '林晓' },
    what: { text, media: null },
    note: false,
    source: { chat: 'tg:1', message: String(n) },
    ...more,
  }
}
const advisor = { kind: 'advisor' as const, id: 'tg:9', name: '周' }
const texts = (lines: { what: { text: string } }[]) => lines.map(({ what }) => what.text)

describe('the transcript', () => {
  it('keeps a line once, however often it is told, at once or again, by its id or its place', async () => {
    const first = line('刹车有异响')
    await Promise.all(Array.from({ length: 6 }, () => desk.transcript.add(first)))
    await desk.transcript.add({ ...first, what: { text: '别的话', media: null } })
    await desk.transcript.add({ ...first, _id: 'another' })
    expect(texts(await desk.transcript.of({ customerId: 'cus_1' }))).toEqual(['刹车有异响'])
  })

  it('tells what was said in its order, also within one instant', async () => {
    const words = ['一', '二', '三', '四', '五']
    for (const word of words.slice(0, 3)) await desk.transcript.add(line(word))
    desk.minutesLater(1)
    for (const word of words.slice(3)) await desk.transcript.add(line(word, { handoffId: 'hof_2' }))
    expect(texts(await desk.transcript.of({ customerId: 'cus_1' }))).toEqual(words)
    expect(texts(await desk.transcript.of({ handoffId: 'hof_1' }))).toEqual(words.slice(0, 3))
    expect(texts(await desk.transcript.lastOf('cus_1', 4))).toEqual(words.slice(1))
  })

  it('keeps the original under edits, and each edit once', async () => {
    const photo = { kind: 'photo', id: 'file_1' }
    const { source } = await desk.transcript.add(line('明天来', { what: { text: '明天来', media: photo } }))
    const later = new Date(desk.clock.now().getTime() + 1_000)
    for (let n = 0; n < 2; n++) await desk.transcript.edit(source, { text: '后天来', media: photo }, later)
    const edited = await desk.transcript.edit(source, { text: '不来了', media: null }, later)
    expect(edited?.what).toEqual({ text: '明天来', media: photo })
    expect(edited?.edits.map(({ text, media }) => [text, media])).toEqual([
      ['后天来', photo],
      ['不来了', null],
    ])
    expect(await desk.transcript.edit({ chat: 'tg:1', message: 'none' }, { text: '', media: null }, later)).toBeNull()
  })

  it('finds a line by its place: the same number in another chat is another', async () => {
    await desk.transcript.add(line('群里', { source: { chat: 'tg:-100', message: '5' } }))
    await desk.transcript.add(line('私聊', { source: { chat: 'tg:1', message: '5' } }))
    expect(await desk.transcript.bySource({ chat: 'tg:-100', message: '5' })).toMatchObject({ what: { text: '群里' } })
  })

  it('holds words until it is decided, once', async () => {
    const [one, other] = [
      await desk.transcript.add(line('我来答', { who: advisor, state: 'held' })),
      await desk.transcript.add(line('不发了', { who: advisor, state: 'held' })),
    ]
    expect(await desk.transcript.release(one._id)).toMatchObject({ state: 'sent' })
    expect(await desk.transcript.release(one._id)).toMatchObject({ state: 'sent' })
    expect(await desk.transcript.drop(one._id, 'expired')).toEqual({ refused: 'line-decided' })
    expect(await desk.transcript.drop(other._id, 'expired')).toMatchObject({ state: 'not-sent', reason: 'expired' })
    expect(await desk.transcript.release(other._id)).toEqual({ refused: 'line-decided' })
    expect(await desk.transcript.failed(one._id, 'blocked')).toMatchObject({ state: 'not-sent', reason: 'blocked' })
  })
})

describe('a person’s rights', () => {
  async function talk(customerId: string) {
    const theirs = { customerId, who: { kind: 'customer' as const, id: customerId, name: '林晓' } }
    await desk.transcript.add(line('你好', theirs))
    await desk.transcript.add(line('在的', { customerId, who: advisor }))
    await desk.transcript.add(line('//他上次投诉过', { customerId, who: advisor, note: true }))
    await desk.transcript.add(line('不用发', { customerId, who: advisor, state: 'held' }))
  }

  it('an export has what was said to and by them, and no note', async () => {
    const wang = await desk.customer()
    await talk(wang.id)
    const { _id } = await desk.opens(wang)
    const exported = await desk.privacy.exportOf(wang.id)
    const data = 'data' in exported ? exported.data : {}
    expect(texts(data.transcript as { what: { text: string } }[])).toEqual(['你好', '在的'])
    expect(data.handoffs).toMatchObject([{ _id, words: '我要人工' }])
  })

  it('an erasure takes all of it and ends a live handoff without a word; others keep theirs', async () => {
    const [wang, li] = [await desk.customer(), await desk.customer()]
    await talk(wang.id)
    await talk(li.id)
    // Words that the same account said as an advisor, to somebody else.
    await desk.transcript.add(line('我是顾问', { customerId: li.id, who: { ...advisor, id: wang.chat } }))
    const lin = await desk.advisor('lin')
    const before = await desk.opens(wang)
    await desk.replies(before._id, lin)
    await desk.handoffs.close(before._id, '王先生的刹车', lin)
    const { _id } = await desk.opens(wang)
    await desk.privacy.erase(wang.id)
    expect(await desk.transcript.of({ customerId: wang.id })).toEqual([])
    expect(await desk.transcript.of({ customerId: li.id })).toHaveLength(5)
    expect(await desk.known(_id)).toMatchObject({ live: false, closeReason: 'erased', words: '', chat: '', seat: null })
    const kept = await desk.known(before._id)
    expect(JSON.stringify(kept)).not.toMatch(/人工|刹车|update:|reply:/)
    expect(kept.history).toEqual([])
    expect(kept.firstReplyAt).toEqual(desk.clock.now())
  })
})
