import type { Context } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import { type Attachment, type Button, bold, joined, type Rich, rich } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { icsOf } from '../../src/shop/appointments/ics.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { showInstantFirst, showTime } from './showing.ts'

const cardTexts = texts(
  {
    when: (when: string) => rich`🕐 ${bold(when)}`,
    until: (time: string) => `预计 ${time} 完成`,
    advisor: (name: string) => `👩‍🔧 服务顾问：${name}`,
    move: '🕐 改期',
    cancel: '取消预约',
  },
  {
    when: (when: string) => rich`🕐 ${bold(when)}`,
    until: (time: string) => `ready by about ${time}`,
    advisor: (name: string) => `👩‍🔧 Advisor: ${name}`,
    move: '🕐 Reschedule',
    cancel: 'Cancel visit',
  },
)

/** When it is, until when, and who looks after it. */
export function whenAndWho(
  appointment: Pick<Appointment, 'startsAt' | 'endsAt' | 'advisorId'>,
  c: Context<unknown>,
): Rich {
  const t = words(c)
  const { zone, advisors } = c.shop.profile.current()
  const advisor = advisors.find(({ id }) => id === appointment.advisorId)
  return joined([
    joined(
      [
        t.when(showInstantFirst(appointment.startsAt, { language: c.language, zone, now: c.now })),
        t.until(showTime(appointment.endsAt, zone)),
      ],
      '  ',
    ),
    advisor && t.advisor(advisor.name[c.language]),
  ])
}

/** What is to be done on which vehicle, in one line. */
export async function itemsAndVehicle(
  appointment: Pick<Appointment, 'items' | 'vehicleId'>,
  c: Context<unknown>,
): Promise<Rich> {
  const vehicle = await c.shop.vehicles.get(appointment.vehicleId)
  const names = appointment.items.map(({ name }) => name[c.language])
  return `🔧 ${names.join(' + ')}${vehicle ? `  🚗 ${showPlate(vehicle.plate)}` : ''}`
}

/** Where to go, and the calendar file of the appointment as it stands now. */
export function attachments(c: Context<unknown>, appointment: Appointment, caption: string): Attachment[] {
  const profile = c.shop.profile.current()
  const { latitude, longitude } = profile.location
  return [
    { kind: 'place', latitude, longitude, title: profile.name[c.language], address: profile.address[c.language] },
    calendarFile(c, appointment, caption),
  ]
}

export function calendarFile(c: Context<unknown>, appointment: Appointment, caption: string): Attachment {
  const text = icsOf(appointment, { profile: c.shop.profile.current(), language: c.language, now: c.now })
  return { kind: 'file', name: 'appointment.ics', mime: 'text/calendar', text, caption }
}

/** An appointment at one of the times it has had, as buttons of a reminder carry it: `apt_7k2m9q4hx0va:1`. */
export const pointerTo = ({ _id, placement }: Pick<Appointment, '_id' | 'placement'>) => `${_id}:${placement}`

/** Buttons that stay useful on a message for as long as it stands in the chat. */
export function eventButtons(c: Context<unknown>, { _id }: Appointment): Button[] {
  const t = words(c)
  return [
    { label: t.move, enter: 'appointments', entry: 'move', value: _id },
    { label: t.cancel, enter: 'appointments', entry: 'cancel', value: _id },
  ]
}

const words = (c: Context<unknown>) => cardTexts[c.language]
