import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Context, flow } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import type { TaskKind } from '../../src/shop/tasks/task.ts'
import { earlyScreen, expectedScreen, lateScreen, truthScreen, welcomeScreen } from './screens.ts'

/** Later than a working day is another appointment. */
const lateMinutesAtMost = 8 * 60

/** An appointment and one of its times, as buttons carry it: `apt_7k2m9q4hx0va:1`. */
const pointer = z.string().regex(/^[^:]+:\d+$/)

/**
 * Coming, late, here: each one tap on a reminder, or words. Whatever was going on stays open below, and a reminder
 * that is no longer true is answered with what is.
 */
export const attendance = flow({
  name: 'attendance',
  version: 1,
  aside: true,
  knows: {},
  inputs: {
    coming: pointer,
    arrived: pointer,
    late: z.string().regex(/^[^:]+:\d+:\d{1,4}$/),
    /** What was typed; null when no duration was named. */
    lateInWords: z.object({ pointer, minutes: z.number().nullable(), words: z.string() }),
  },
  entries: {
    coming: async (c, value) => {
      const { appointment, fresh } = await pointed(c, value)
      if (!appointment || !fresh || appointment.startsAt <= c.now) return truth(c, appointment)
      const answered = await c.shop.appointments.reconfirm(appointment._id, 'yes', c.by)
      return isRefusal(answered) ? truth(c, appointment) : { done: expectedScreen(c, answered) }
    },
    arrived: async (c, value) => {
      const { appointment } = await pointed(c, value)
      if (!appointment || !['booked', 'no-show'].includes(appointment.state)) return truth(c, appointment)
      const { zone, settings } = c.shop.profile.current()
      if (dayOf(zone, c.now) !== appointment.onDay) {
        return appointment.startsAt > c.now ? { done: earlyScreen(c, appointment) } : truth(c, appointment)
      }
      const visit = await c.shop.visits.checkIn(appointment._id, c.by)
      if (isRefusal(visit)) return truth(c, appointment)
      const greetBy = DateTime.fromJSDate(c.now).plus({ minutes: settings.reception.greetingMinutes })
      await hand(c, appointment, { kind: 'arrived', words: '', dueAt: greetBy.toJSDate() })
      return { done: await welcomeScreen(c, appointment) }
    },
    late: (c, value) => {
      const [id, placement, minutes] = value.split(':')
      return late(c, { pointer: `${id}:${placement}`, minutes: Number(minutes), words: '' })
    },
    lateInWords: (c, said) => late(c, said),
  },
  steps: {},
})

/** Notes the delay, tells the advisor, and takes the hurry out of it. */
async function late(c: Context<null>, said: { pointer: string; minutes: number | null; words: string }) {
  const { appointment, fresh } = await pointed(c, said.pointer)
  if (!appointment || !fresh || appointment.state !== 'booked') return truth(c, appointment)
  const minutes = said.minutes === null ? null : Math.min(said.minutes, lateMinutesAtMost)
  const noted = minutes === null ? appointment : await c.shop.appointments.expectLate(appointment._id, minutes, c.by)
  if (isRefusal(noted)) return truth(c, appointment)
  await hand(c, noted, { kind: 'running-late', words: said.words, dueAt: c.now, which: minutes ?? 'unsaid' })
  return { done: lateScreen(c, noted, minutes) }
}

/** The customer's own appointment that a button or words mean; `fresh` while it is still at the time they mean. */
async function pointed(c: Context<null>, value: string): Promise<{ appointment: Appointment | null; fresh: boolean }> {
  const [id = '', placement] = value.split(':')
  const appointment = await c.shop.appointments.get(id)
  if (appointment?.customerId !== c.customer._id) return { appointment: null, fresh: false }
  return { appointment, fresh: appointment.placement === Number(placement) }
}

const truth = async (c: Context<null>, known: Appointment | null) => ({
  done: truthScreen(c, known && (await c.shop.appointments.get(known._id))),
})

async function hand(
  c: Context<null>,
  { _id, placement }: Appointment,
  task: { kind: TaskKind; words: string; dueAt: Date; which?: number | string },
): Promise<void> {
  const { kind, words, dueAt, which } = task
  const key = [kind, _id, placement, ...(which === undefined ? [] : [which])].join(':')
  const about = { kind: 'appointment' as const, id: _id }
  await c.shop.tasks.open({ _id: key, kind, about, customerId: c.customer._id, words, dueAt })
}
