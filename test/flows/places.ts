import { flows } from '../../flows/flows.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'

export type Place = NonNullable<Conversation['flow']>

const wish = { onDay: '2026-03-05', fromMinute: 900, toMinute: 900 }
const startsAt = new Date('2026-03-05T07:00Z')

/** Every step of every flow with something it may know, for a customer with this vehicle and this appointment. */
export function everyPlace({ vehicleId, appointmentId }: { vehicleId: string; appointmentId: string }): Place[] {
  const started = { appointmentId: 'apt_new', itemIds: ['alignment'], concern: [], wish: null, advisorId: null }
  const draft = { ...started, vehicleId }
  const one = { id: appointmentId }
  const asking = { vehicleId, adding: true }
  const reachedOut = { outreachId: 'out_none' }
  const figures = { mileageKm: 10, confirmed: false, done: ['maintenance'], declined: ['tyres'], page: 0 }
  const handedBack = { visitId: 'vis_none', vehicleId, again: false, ...figures }
  const states: Record<string, Record<string, unknown>> = {
    appointments: {
      none: null,
      list: { intent: 'move', options: [wish], page: 0 },
      one,
      move: { ...one, wish },
      which: { ...one, options: [wish, { ...wish, onDay: '2026-03-12' }] },
      days: { ...one, fromDay: '2026-03-02' },
      hours: { ...one, onDay: '2026-03-05' },
      check: { ...one, startsAt },
      cancel: one,
    },
    booking: {
      plate: { ...draft, vehicleId: 'veh_new' },
      vehicle: started,
      items: { ...draft, itemIds: [] },
      concern: { ...draft, concern: [{ words: '异响', media: [], saidAt: startsAt, message: '1' }] },
      times: draft,
      which: { ...draft, options: [wish, { onDay: '2026-03-12', fromMinute: 720, toMinute: 1080 }] },
      days: { ...draft, fromDay: '2026-03-09' },
      hours: { ...draft, onDay: '2026-03-05' },
      phone: { ...draft, startsAt },
      confirm: { ...draft, startsAt },
      advisor: { ...draft, startsAt },
    },
    garage: {
      list: { page: 0 },
      plate: { vehicleId: 'veh_new' },
      vehicle: { vehicleId },
      model: asking,
      mileage: asking,
      backwards: { ...asking, km: 10 },
      vin: asking,
      sold: { vehicleId },
    },
    'waiting-list': {
      phone: {
        vehicleId,
        itemIds: ['alignment'],
        advisorId: null,
        onDays: ['2026-03-05'],
        fromMinute: null,
        toMinute: null,
      },
      list: null,
    },
    attendance: {},
    complaint: {},
    completion: {
      mileage: handedBack,
      backwards: handedBack,
      done: handedBack,
      declined: { ...handedBack, page: 1 },
      amount: handedBack,
      confirm: { ...handedBack, paidFen: 50_600 },
    },
    solicitation: { later: reachedOut, why: reachedOut, sold: reachedOut },
    survey: {},
    human: {},
    menu: { menu: null },
    profile: { card: null, phone: null, name: null, consents: null, about: null, erase: null },
    welcome: { hello: { service: false, marketing: false, invitation: '' } },
    invited: { prove: { invitation: 'x', next: 'book' } },
  }
  return Object.entries(flows).flatMap(([name, { version, steps }]) =>
    Object.keys(steps).map((step): Place => {
      const known = states[name]
      if (!known || !(step in known)) throw new Error(`write down what ${name}.${step} may know`)
      return { name, version, step, state: known[step] }
    }),
  )
}
