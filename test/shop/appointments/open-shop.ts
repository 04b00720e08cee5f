import { DateTime } from 'luxon'
import { handClock } from '../../../src/clock.ts'
import { isRefusal } from '../../../src/refusal.ts'
import type { Appointment } from '../../../src/shop/appointments/appointment.ts'
import { createAppointments } from '../../../src/shop/appointments/appointments.ts'
import type { Wanted } from '../../../src/shop/appointments/booking.ts'
import { blankDay, planDay } from '../../../src/shop/days/day-plan.ts'
import { createDays } from '../../../src/shop/days/days.ts'
import { createSlots, type Sought } from '../../../src/shop/days/slots.ts'
import { instantOf } from '../../../src/shop/profile/opening.ts'
import { createProfile } from '../../../src/shop/profile/profile.ts'
import { readShopFile } from '../../../src/shop/profile/read-shop-file.ts'
import type { ShopProfile } from '../../../src/shop/profile/shop-profile.ts'
import { ownDatabase } from '../../support/own-database.ts'

/** The sample shop on the morning of a Monday, with a database of its own; `day` is the Wednesday after. */
export async function openShop(change: (profile: ShopProfile) => ShopProfile = (profile) => profile) {
  const { connection, drop } = await ownDatabase()
  const today = '2026-11-30'
  const day = '2026-12-02'
  const sample = sampleShop()
  const clock = handClock(instantOf(sample.zone, today, 9 * 60))
  const profile = createProfile({ connection, clock })
  await profile.adopt(change(sample))
  const appointments = createAppointments({ connection, clock, profile })
  const slots = createSlots({ connection, clock, profile })
  const days = createDays({ connection, clock, profile })
  await Promise.all(
    Object.values(connection.models).map((model) => model.createCollection().then(() => model.createIndexes())),
  )

  /** `HH:MM` on the shop's clock, as an instant. */
  const at = (time: string, onDay = day) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return instantOf(sample.zone, onDay, hour * 60 + minute)
  }

  /** Asks for a regular service; every appointment has its own vehicle unless one is given. */
  const hold = (id: string, time: string, { onDay, ...more }: Partial<Wanted> & { onDay?: string } = {}) =>
    appointments.hold({
      id,
      customerId: 'cus_1',
      vehicleId: `veh_${id}`,
      itemIds: ['maintenance'],
      startsAt: at(time, onDay),
      advisorId: null,
      source: { kind: 'chat' },
      by: 'chat:1',
      ...more,
    })

  const drawn = async (onDay = day) => (await days.between(onDay, onDay))[0]
  const entries = async () => (await days.between('2000-01-01', '2999-12-31')).flatMap((one) => one.day.entries)
  const free = async (sought: Partial<Sought> = {}, onDay = day) =>
    slots.times({ itemIds: ['maintenance'], onDay, ...sought })
  const timeOf = (instant: Date) => DateTime.fromJSDate(instant, { zone: sample.zone }).toFormat('HH:mm')

  const entry = async (id: string, onDay = day) =>
    (await days.between(onDay, onDay)).flatMap((drawn) => drawn.day.entries).find((one) => one.appointmentId === id)

  return {
    connection,
    clock,
    profile,
    appointments,
    slots,
    days,
    sample,
    today,
    day,
    at,
    hold,
    holds: async (...wanted: Parameters<typeof hold>) => done(await hold(...wanted)),
    confirms: async (id: string) => done(await appointments.confirm(id, 'chat:1')),
    books: async (...wanted: Parameters<typeof hold>) => {
      done(await hold(...wanted))
      return done(await appointments.confirm(wanted[0], 'chat:1'))
    },
    entry,
    entries,
    drawn: async () => (await drawn())?.day ?? blankDay(planDay(profile.current(), day)),
    planOf: async (onDay: string) => planDay(profile.current(), onDay),
    /** The free times of a day as `HH:MM`. */
    times: async (...sought: Parameters<typeof free>) =>
      (await free(...sought)).map(({ startsAt }) => timeOf(startsAt)),
    /** Books an item until nobody can any more. */
    async fill(itemId: string, onDay = day) {
      for (let n = 1; ; n++) {
        const [slot] = await free({ itemIds: [itemId] }, onDay)
        if (!slot) return n - 1
        const id = `fill_${n}`
        done(await hold(id, timeOf(slot.startsAt), { onDay, itemIds: [itemId] }))
        done(await appointments.confirm(id, 'chat:1'))
      }
    },
    firstFree: async (sought: Partial<Sought> = {}) => timeOf((await free(sought))[0]?.startsAt ?? at('00:00')),
    async clear() {
      clock.set(at('09:00', today))
      await Promise.all(['appointments', 'days'].map((name) => connection.collection(name).deleteMany({})))
      await profile.adopt(change(sample))
    },
    close: drop,
  }
}

export type OpenShop = Awaited<ReturnType<typeof openShop>>

/** The shop that the project ships with. */
export function sampleShop(): ShopProfile {
  const sample = readShopFile(new URL('../../../src/shop/profile/sample-shop.yaml', import.meta.url).pathname)
  if (Array.isArray(sample)) throw new Error(JSON.stringify(sample))
  return sample
}

/** The appointment, where a refusal would be a mistake of the test. */
export function done(answer: Appointment | { refused: string }): Appointment {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`)
  return answer as Appointment
}
