import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OutboxMessage } from '../../src/messages/message.ts'
import { createOutbox } from '../../src/messages/outbox.ts'
import { type House, message, openHouse } from './support.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const keys = Array.from({ length: 120 }, (_, i) => `m${String(i).padStart(3, '0')}`)
const pending = () => house.model.find({ state: 'pending' }).lean<OutboxMessage[]>()
const isThere = (one: OutboxMessage | null): one is OutboxMessage => one !== null

test('whoever races for the same messages, each is claimed by one', async () => {
  const outboxes = Array.from({ length: 4 }, () => createOutbox(house))
  await outboxes[0]?.post(keys.map((key) => message(key, { chat: `tg:${key}` })))
  const all = await pending()
  const won = await Promise.all(
    outboxes.map(async ({ claim }, i) => {
      const mine = i % 2 === 0 ? all : all.toReversed()
      return (await Promise.all([...mine, ...mine].map(claim))).filter(isThere).map(({ _id }) => _id)
    }),
  )
  expect(won.flat().toSorted()).toEqual(keys)
  expect(await house.model.countDocuments({ state: 'sending', attempts: 1 })).toBe(keys.length)
})

test('outcomes told together are each written, but for those that come too late', async () => {
  const outbox = createOutbox(house)
  await outbox.post(keys.map((key) => message(key, { chat: `tg:${key}` })))
  const claimed = (await Promise.all((await pending()).map(outbox.claim))).filter(isThere)
  const late = claimed.slice(-5).map(({ _id }) => _id)
  await house.model.updateMany({ _id: { $in: late } }, { $inc: { attempts: 1 } })
  const told = await Promise.all(claimed.map((one) => outbox.record(one, { sent: one._id })))
  expect(told.filter((one) => one === null)).toHaveLength(late.length)
  const sent = await house.model.find({ state: 'sent' }).sort({ _id: 1 }).lean<OutboxMessage[]>()
  expect(sent.map(({ _id, remoteId }) => [_id, remoteId])).toEqual(
    keys.filter((key) => !late.includes(key)).map((key) => [key, key]),
  )
})

test('chats looked at together each get their own queue, in order and no longer than asked for', async () => {
  const outbox = createOutbox(house)
  const chats = Array.from({ length: 30 }, (_, i) => `tg:${i}`)
  await outbox.post(
    chats.flatMap((chat) => [
      message(`${chat}:advert`, { chat, lane: 'campaign' }),
      message(`${chat}:second`, { chat, lane: 'reply', order: 1 }),
      message(`${chat}:first`, { chat, lane: 'reply' }),
    ]),
  )
  const [all, replies] = await Promise.all([
    Promise.all(chats.map((chat) => outbox.queueOf(chat, 'campaign', 20))),
    Promise.all(chats.map((chat) => outbox.queueOf(chat, 'transactional', 1))),
  ])
  const keysOf = (queues: OutboxMessage[][]) => queues.map((queue) => queue.map(({ _id }) => _id))
  expect(keysOf(all)).toEqual(chats.map((chat) => [`${chat}:first`, `${chat}:second`, `${chat}:advert`]))
  expect(keysOf(replies)).toEqual(chats.map((chat) => [`${chat}:first`]))
})
