import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linesAbout } from '../../src/cli/why.ts'
import { capsOf, overCap } from '../../src/conversation/caps.ts'
import type { OutboxMessage } from '../../src/messages/message.ts'
import { createOutbox } from '../../src/messages/outbox.ts'
import type { Counted } from '../../src/messages/outbox-queries.ts'
import { settings } from '../../src/shop/profile/settings.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { chatOf, openBackOffice } from '../jobs/support.ts'
import { openShop } from '../support/open-shop.ts'

const now = new Date('2026-03-31T02:00:00Z')
const daysBefore = (days: number) => new Date(now.getTime() - days * 86_400_000)

describe('how often a customer is written to unasked', () => {
  const message = { _id: 'm5', createdAt: now, expiresAt: daysBefore(-40) }
  const other = (sentDaysAgo: number, more: Partial<Counted> = {}): Counted => {
    const at = daysBefore(sentDaysAgo)
    return { _id: `m${sentDaysAgo}`, state: 'sent', createdAt: at, notBefore: at, sentAt: at, doubts: 0, ...more }
  }
  const marketing = (others: Counted[], given = message) =>
    overCap(given, others, capsOf(settings.parse({}), 'marketing'), now)

  it('is once in 7 days and twice in 30 for marketing, once in 30 for surveys', () => {
    expect(marketing([])).toBeNull()
    expect(marketing([other(7)])).toBeNull()
    expect(marketing([other(6.9)])).toMatchObject({ reason: 'cap: 1 marketing message in 7 days' })
    expect(marketing([other(29), other(8)])).toEqual({
      later: daysBefore(-1),
      reason: 'cap: 2 marketing messages in 30 days',
    })
    expect(marketing([other(30), other(8)])).toBeNull()
    const survey = capsOf(settings.parse({}), 'survey')
    expect(overCap(message, [other(29)], survey, now)).toMatchObject({ later: daysBefore(-1) })
    expect(capsOf(settings.parse({}), 'service')).toEqual([])
  })

  it('counts what may have been sent, and what is on its way', () => {
    const { sentAt: _, ...unanswered } = other(1)
    for (const state of ['unknown', 'sending'] as const)
      expect(marketing([{ ...unanswered, state, calledAt: daysBefore(1) }])).toMatchObject({ later: daysBefore(-6) })
  })

  it('drops what could only be sent too late', () => {
    expect(marketing([other(1)], { ...message, expiresAt: daysBefore(-5) })).toEqual({
      drop: 'cap: 1 marketing message in 7 days',
    })
  })

  it('lets one of those go that could all leave at this instant, and of those that wait none counts', () => {
    const all = ['a', 'b', 'c'].map((_id) => other(0, { _id, state: 'pending', sentAt: undefined as never }))
    const free = all.filter((one) => !marketing(all, { ...one, expiresAt: message.expiresAt }))
    expect(free.map(({ _id }) => _id)).toEqual(['a'])
    expect(marketing([other(0, { state: 'pending', notBefore: daysBefore(-1) })])).toBeNull()
  })

  it('is for the shop to set', () => {
    const own = settings.parse({ outreach: { marketingPer7Days: 2, marketingPer30Days: 3 } })
    expect(overCap(message, [other(1)], capsOf(own, 'marketing'), now)).toBeNull()
    expect(overCap(message, [other(1), other(2)], capsOf(own, 'marketing'), now)).toMatchObject({
      reason: 'cap: 2 marketing messages in 7 days',
    })
  })
})

/** Monday 2 March, 09:00. */
describe('marketing at the moment of sending', () => {
  const shop = openShop()
  let office: Awaited<ReturnType<typeof openBackOffice>>
  let outbox: ReturnType<typeof createOutbox>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
    outbox = createOutbox({
      connection: office.connection,
      clock: { now: shop.stage.present, sync: async () => shop.stage.present() },
    })
  })
  afterAll(() => office.close())

  async function willing(): Promise<{ user: SimUser; id: string }> {
    const user = await office.customer()
    const { _id: id } = await office.recordOf(user)
    const answer = { purpose: 'marketing' as const, granted: true, textVersion: 'test', source: 'test', by: id }
    await office.shop.customers.setConsent(id, answer)
    return { user, id }
  }
  const advert = (key: string, user: SimUser, id: string, expiresAt = '2026-05-01T09:00+08:00') =>
    outbox.post([
      {
        _id: key,
        lane: 'campaign',
        purpose: 'marketing',
        to: { chat: chatOf(user) },
        about: { kind: 'campaign', id, version: 1 },
        content: { kind: 'plain', text: key },
        expiresAt: new Date(expiresAt),
      },
    ])
  const stored = (key: string) => outbox.model.findById(key).lean<OutboxMessage>()

  it('counts all chats of a customer together, puts off what is too much, and says why', async () => {
    const { stage } = shop
    const { user } = await willing()
    const second = stage.customer()
    await second.start()
    const { _id: otherId } = await office.recordOf(second)
    await office.shop.customers.verifyPhone({ id: otherId, chat: chatOf(second), phone: user.phone, by: 'test' })
    const { _id: one } = await office.recordOf(second)
    expect((await office.shop.customers.chatsOf(one)).map(({ _id }) => _id).sort()).toEqual(
      [chatOf(user), chatOf(second)].sort(),
    )
    const answer = { purpose: 'marketing' as const, granted: true, textVersion: 'test', source: 'test', by: one }
    await office.shop.customers.setConsent(one, answer)

    await Promise.all([advert('first', user, one), advert('second', second, one)])
    await stage.settled()
    const states = (await Promise.all(['first', 'second'].map(stored))).map((message) => message?.state)
    expect(states.sort()).toEqual(['pending', 'sent'])
    await advert('brief', user, one, '2026-03-05T09:00+08:00')
    await stage.settled()
    expect(await stored('brief')).toMatchObject({ state: 'dropped', reason: 'cap: 1 marketing message in 7 days' })
    const lines = await linesAbout(office.connection, one)
    expect(lines).toContainEqual(
      expect.stringMatching(/^2026-03-09 09:00 {2}message {2}campaign +pending +cap: 1 marketing message in 7 days/),
    )
    await stage.moveTo('2026-03-09T09:00+08:00')
    expect((await Promise.all(['first', 'second'].map(stored))).map((message) => message?.state)).toEqual([
      'sent',
      'sent',
    ])
    await advert('third', user, one)
    await stage.settled()
    expect(await stored('third')).toMatchObject({
      state: 'pending',
      notBefore: new Date('2026-04-01T09:00+08:00'),
      reason: 'cap: 2 marketing messages in 30 days',
    })
  })

  it('leaves in peace who has complained, until that is closed', async () => {
    const { user, id } = await willing()
    await user.says('投诉你们')
    await advert('tactless', user, id)
    await shop.stage.settled()
    expect(await stored('tactless')).toMatchObject({ state: 'dropped', reason: 'a complaint is open' })
    const [complaint] = await office.shop.complaints.openOf(id)
    const by = { id: 'operator', name: 'operator' }
    await office.shop.complaints.resolve(complaint?._id ?? '', by)
    await advert('still-tactless', user, id)
    await shop.stage.settled()
    expect(await stored('still-tactless')).toMatchObject({ state: 'dropped', reason: 'a complaint is open' })
  })

  it('counts one that may have arrived', async () => {
    const { stage } = shop
    const { user, id } = await willing()
    stage.simulator.faults.inject({ kind: 'drop', performed: true }, { methods: 'sendMessage', chatId: user.chatId })
    await advert('lost', user, id)
    await stage.settled()
    expect(await stored('lost')).toMatchObject({ state: 'unknown' })
    await advert('next', user, id)
    await stage.settled()
    expect(await stored('next')).toMatchObject({ state: 'pending', reason: 'cap: 1 marketing message in 7 days' })
    expect(user.chat.filter(({ text }) => text === 'lost' || text === 'next')).toHaveLength(1)
  })

  it('is found by an index', async () => {
    const filter = {
      'to.chat': { $in: ['tg:1', 'tg:2'] },
      purpose: 'marketing',
      capped: true,
      state: { $in: ['sent'] },
    }
    const plan = JSON.stringify(await office.connection.collection('outbox').find(filter).explain('queryPlanner'))
    expect(plan).toMatch(/to\.chat_1_purpose_1/)
  })
})
