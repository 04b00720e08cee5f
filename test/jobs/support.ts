import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import mongoose from 'mongoose'
import { type AgendaItem, itemModel } from '../../src/agenda/item.ts'
import type { Stage } from '../../src/demo/stage.ts'
import { newId } from '../../src/ids.ts'
import { isRefusal } from '../../src/refusal.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import type { Wanted } from '../../src/shop/appointments/booking.ts'
import { reminderKinds } from '../../src/shop/appointments/reminders.ts'
import { createShop } from '../../src/shop/shop.ts'
import type { SimUser, UserFacts } from '../../src/simulator/people/user.ts'
import { freshPlate } from '../support/people.ts'

/** The back office of a stage: the shop's doors on the same database and clock, as an advisor's side would use them. */
export async function openBackOffice(stage: Pick<Stage, 'databaseUri' | 'present' | 'customer' | 'settled'>) {
  const connection = await mongoose.createConnection(stage.databaseUri, { autoIndex: false }).asPromise()
  const clock = { now: stage.present, sync: async () => stage.present() }
  const shop = createShop({ connection, clock, otherPersonalData: [] })
  const items = itemModel(connection)
  await shop.profile.refresh()
  const { zone } = shop.profile.current()

  /** Somebody who pressed START, with the consent to reminders unless told otherwise. */
  async function customer({ consents = true, ...facts }: UserFacts & { consents?: boolean } = {}): Promise<SimUser> {
    const user = stage.customer(facts)
    await user.start()
    const { _id } = await recordOf(user)
    const answer = { purpose: 'service' as const, granted: consents, textVersion: 'test', source: 'test', by: _id }
    await shop.customers.setConsent(_id, answer)
    await shop.customers.verifyPhone({ id: _id, chat: chatOf(user), phone: user.phone, by: 'test' })
    return user
  }

  async function recordOf(user: SimUser) {
    const customer = await shop.customers.ofChat(chatOf(user))
    if (!customer) throw new Error('nobody was greeted in this chat')
    return customer
  }

  /** Books a regular service, as if in the customer's own chat unless `by` says otherwise. ISO 8601 with offset. */
  async function books(user: SimUser, startsAt: string, more: Partial<Wanted> = {}): Promise<Appointment> {
    const id = newId('apt')
    const by = more.by ?? chatOf(user)
    const { _id: customerId } = await recordOf(user)
    const vehicle = await shop.vehicles.add({ id: newId('veh'), customerId, plate: freshPlate(), by })
    const wanted = { id, customerId, vehicleId: vehicle._id, itemIds: ['maintenance'], advisorId: null }
    sure(
      await shop.appointments.hold({ ...wanted, source: { kind: 'chat' }, by, startsAt: new Date(startsAt), ...more }),
    )
    const booked = sure(await shop.appointments.confirm(id, by))
    await stage.settled()
    return booked
  }

  /** What the bot wrote from now on, the welcome aside, each with the shop's wall clock: `03-04 18:00 🔔 …`. */
  function listen(user: SimUser) {
    const known = new Set(user.chat.map(({ id }) => id))
    return () =>
      user.chat
        .filter(({ id, from, text }) => from === 'bot' && text && !text.startsWith('👋') && !known.has(id))
        .map(({ sentAt, text = '' }) => `${onTheWall(sentAt)} ${text.split('\n')[0]}`)
  }

  const onTheWall = (at: Date) => DateTime.fromJSDate(at, { zone }).toFormat('MM-dd HH:mm')
  /** What became of an appointment's reminders. */
  const agenda = (about: string) =>
    items
      .find({ about, kind: { $in: reminderKinds } })
      .sort({ dueAt: 1 })
      .lean<AgendaItem[]>()
  const tasks = async (about: string) => (await shop.tasks.openOnes()).filter((task) => task.about.id === about)

  return { shop, connection, customer, recordOf, books, listen, agenda, tasks, close: () => connection.close() }
}

export const chatOf = (user: SimUser) => `tg:${user.chatId}`

export function sure(answer: Appointment | { refused: string }): Appointment {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`)
  return answer as Appointment
}

/** The sample shop in another zone, open every day: the clocks change on Sundays. */
export function shopFileIn(zone: string): string {
  const sample = new URL('../../src/shop/profile/sample-shop.yaml', import.meta.url)
  const text = readFileSync(sample, 'utf8')
    .replace('Asia/Shanghai', zone)
    .replaceAll(/(?:mon-sat|mon-fri|tue-sat):/g, 'mon-sun:')
  const file = join(tmpdir(), `yingke-${zone.replace('/', '-')}-${newId('shop')}.yaml`)
  writeFileSync(file, text)
  return file
}
