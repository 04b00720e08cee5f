import type { DateTime } from 'luxon'
import type { Connection } from 'mongoose'
import type { Appointment } from '../../../src/shop/appointments/appointment.ts'
import { appointmentModel } from '../../../src/shop/appointments/appointment.ts'
import { chatModel } from '../../../src/shop/customers/chat.ts'
import { customerModel, newCustomer } from '../../../src/shop/customers/customer.ts'
import { newVehicle, vehicleModel } from '../../../src/shop/vehicles/vehicle.ts'

/** A customer who is expected: told the evening before at 18:00, two hours before, and a quarter after the time. */
export type Expected = { chat: number; startsAt: DateTime }

/** Puts in customers who let us remind them, each with an appointment agreed on in the chat at `at`. */
export async function putExpected(connection: Connection, expected: Expected[], at: Date): Promise<void> {
  const customers = expected.map(({ chat }) => ({
    ...newCustomer({ _id: `cus_${chat}`, name: null, language: 'zh-CN' as const, createdAt: at }),
    consents: [{ purpose: 'service' as const, granted: true, at, textVersion: 'bench', source: 'bench', by: 'bench' }],
  }))
  const chats = expected.map(({ chat }) => ({
    _id: `tg:${chat}`,
    customerId: `cus_${chat}`,
    name: null,
    linkedAt: at,
    unreachable: null,
    history: [],
  }))
  const vehicles = expected.map(({ chat }) =>
    newVehicle({
      _id: `veh_${chat}`,
      customerId: `cus_${chat}`,
      plate: `粤B${chat % 100_000}`,
      createdAt: at,
      by: 'bench',
    }),
  )
  const into = { ordered: false, lean: true } as const
  await customerModel(connection).insertMany(customers, into)
  await chatModel(connection).insertMany(chats, into)
  await vehicleModel(connection).insertMany(vehicles, into)
  await appointmentModel(connection).insertMany(
    expected.map((one) => appointmentOf(one, at)),
    into,
  )
}

function appointmentOf({ chat, startsAt }: Expected, at: Date): Appointment {
  const onDay = startsAt.toISODate() ?? ''
  return {
    _id: `apt_${chat}`,
    version: 1,
    dirty: true,
    customerId: `cus_${chat}`,
    vehicleId: `veh_${chat}`,
    state: 'booked',
    heldUntil: null,
    placement: 1,
    onDay,
    startsAt: startsAt.toJSDate(),
    endsAt: startsAt.plus({ hours: 1 }).toJSDate(),
    // Of no item of the profile: the mending finds no time to take anew for it, and leaves it as it stands.
    items: [{ id: 'put-in', name: { 'zh-CN': '常规保养', en: 'Regular service' }, labourMinutes: 60 }],
    quote: { lowFen: 40_000, highFen: 60_000, minutes: 60, parts: [], warranty: { 'zh-CN': '', en: '' } },
    concern: [],
    bayId: 'bay-1',
    technicianId: 'tech-1',
    advisorId: 'adv-1',
    reconfirmed: 'not-asked',
    lateMinutes: 0,
    cancelReason: null,
    icsSequence: 0,
    source: { kind: 'chat' },
    history: [{ at, by: `tg:${chat}`, what: 'state', old: 'held', new: 'booked' }],
    createdAt: at,
  }
}

/** The minutes of the shop's wall clock at which somebody has to be told something, by the calendar alone. */
export function minutesFor({ startsAt }: Expected): string[] {
  const evening = startsAt.minus({ days: 1 }).set({ hour: 18, minute: 0 })
  return [evening, startsAt.minus({ hours: 2 }), startsAt.plus({ minutes: 15 })].map(onTheWall)
}

export const onTheWall = (at: DateTime) => at.toFormat('MM-dd HH:mm')
