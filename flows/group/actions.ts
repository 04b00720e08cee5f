import type { Act, DeskActions } from '../../src/desk/desk.ts'
import { isRefusal } from '../../src/refusal.ts'
import { type DeclineReason, declineReasons, type OutreachAnswer } from '../../src/shop/outreach/outreach.ts'
import { addDays, dayOf } from '../../src/shop/profile/opening.ts'
import type { Shop } from '../../src/shop/shop.ts'
import { complaintActions } from './complaint-actions.ts'
import { groupTexts } from './texts.ts'
import { visitActions } from './visit-actions.ts'

/** Days until a customer who wants to be called again is. */
const againAfterDays = 30

/** What the buttons of the advisors' group do. Each may be pressed twice; the word it answers is seen by who pressed. */
export function groupActions(shop: Shop, now: () => Date): DeskActions {
  const words = () => groupTexts[shop.profile.current().language]

  const done =
    (came: boolean | null) =>
    async ({ value, by }: Act) => {
      const task = await shop.tasks.byRef(value)
      if (task?.state !== 'open') return words().over
      if (came !== null) {
        const mark = came ? shop.visits.checkIn : shop.appointments.miss
        const marked = await mark(task.about.id, `advisor:${by._id}`)
        // Somebody was quicker, or the customer was: then the task is over too.
        if (isRefusal(marked) && marked.refused === 'appointment-unknown') return words().over
      }
      const outcome = came === null ? 'done' : came ? 'arrived' : 'missed'
      return (await shop.tasks.finish(task._id, outcome, ownerOf(by))) ? words().noted : words().over
    }

  /** What the customer said on the phone; `null` when nobody answered. Who is to be called again is, in a month. */
  function calledAnswer(
    what: string,
    no: DeclineReason | undefined,
  ): (Partial<OutreachAnswer> & Pick<OutreachAnswer, 'what'>) | null {
    if (no) return { what: 'no', declineReason: no }
    if (what === 'book') return { what: 'book' }
    return what === 'later'
      ? { what: 'later', again: addDays(dayOf(shop.profile.current().zone, now()), againAfterDays) }
      : null
  }

  return {
    preparation: {
      /** `<appointment>.<line>` */
      tick: async ({ value, by }: Act) => {
        const [appointmentId = '', key = ''] = value.split('.')
        return (await shop.preparations.tick(appointmentId, key, by._id)) ? words().noted : words().over
      },
      missing: async ({ value: id }: Act) => {
        const appointment = await shop.appointments.get(id)
        if (appointment?.state !== 'booked') return words().over
        const about = { kind: 'appointment' as const, id }
        const { customerId } = appointment
        const task = { kind: 'parts-missing' as const, about, customerId, words: '', dueAt: now() }
        await shop.tasks.open({ ...task, _id: `parts-missing:${id}` })
        return words().missingNoted
      },
    },
    visit: visitActions(shop, now),
    complaint: complaintActions(shop, now),
    task: {
      claim: async ({ value, by }: Act) => {
        const task = await shop.tasks.byRef(value)
        return task && (await shop.tasks.claim(task._id, ownerOf(by))) ? words().noted : words().over
      },
      done: done(null),
      /** `<task>.<what came of the call>` */
      called: async ({ value, by }: Act) => {
        const [ref = '', what = ''] = value.split('.')
        const task = await shop.tasks.byRef(ref)
        if (task?.state !== 'open' || task.kind !== 'solicit') return words().over
        const no = declineReasons.find((reason) => reason === what)
        await shop.outreaches.called(task._id.replace(/^solicit:/, ''), by._id, calledAnswer(what, no))
        const outcome = `called-${no ? 'no' : what}`
        return (await shop.tasks.finish(task._id, outcome, ownerOf(by))) ? words().noted : words().over
      },
      arrived: done(true),
      missed: done(false),
    },
  }
}

const ownerOf = ({ _id, name }: Act['by']) => ({ id: _id, name })
