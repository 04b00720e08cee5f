import type { Context } from '../src/conversation/flow.ts'
import type { Enter } from '../src/conversation/understanding.ts'
import type { Appointment } from '../src/shop/appointments/appointment.ts'
import { understandAttending } from '../src/shop/wishes/attending.ts'
import { pointerTo } from './steps/appointment-card.ts'

/** Words like 来不了了 mean an appointment no farther away than this: the evening before is asked about it. */
const closeMs = 36 * 60 * 60_000

/** Nobody is on the way for longer. */
const onTheWayMs = 4 * 60 * 60_000

/** Late, cannot come, here, coming, on the way: heard at any step, since nothing else is as urgent. */
export async function onAttending(words: string, c: Context<unknown>): Promise<Enter | null> {
  const heard = understandAttending(words)
  if (!heard || heard.says === 'agreed') return null
  const appointment = await closeOne(c)
  if (!appointment) return null
  const pointer = pointerTo(appointment)
  if (heard.says === 'late')
    return { enter: 'attendance', entry: 'lateInWords', input: { pointer, minutes: heard.minutes, words } }
  if (heard.says === 'away') return onTheWay(appointment, { minutes: heard.minutes, words }, c.now)
  if (heard.says === 'coming')
    return wasAsked(appointment) ? { enter: 'attendance', entry: 'coming', input: pointer } : null
  if (heard.says === 'cannot') return { enter: 'appointments', entry: 'cancel', input: appointment._id }
  return { enter: 'attendance', entry: 'arrived', input: pointer }
}

/** 还要20分钟 is counted from now: in time it is a yes, else by how much they will be late, or a question when they did not say. */
function onTheWay(
  appointment: Appointment,
  { minutes, words }: { minutes: number | null; words: string },
  now: Date,
): Enter | null {
  const pointer = pointerTo(appointment)
  const aheadMs = appointment.startsAt.getTime() - now.getTime()
  if (aheadMs > onTheWayMs) return null
  const lateMs = minutes === null ? -aheadMs : minutes * 60_000 - aheadMs
  if (lateMs <= 0) return { enter: 'attendance', entry: 'coming', input: pointer }
  const lateMinutes = minutes === null ? null : Math.ceil(lateMs / 60_000)
  return { enter: 'attendance', entry: 'lateInWords', input: { pointer, minutes: lateMinutes, words } }
}

/** 好的 answers whatever was asked: the reconfirmation only when it was sent, and no step wanted the words. */
export async function onAgreeing(words: string, c: Context<unknown>): Promise<Enter | null> {
  if (understandAttending(words)?.says !== 'agreed') return null
  const appointment = await closeOne(c)
  if (!appointment || !wasAsked(appointment)) return null
  return { enter: 'attendance', entry: 'coming', input: pointerTo(appointment) }
}

const wasAsked = ({ reconfirmed }: Appointment) => reconfirmed !== 'not-asked'

async function closeOne({ shop, customer, now }: Context<unknown>): Promise<Appointment | null> {
  const [next] = await shop.appointments.upcoming(customer._id)
  return next && next.startsAt.getTime() - now.getTime() <= closeMs ? next : null
}
