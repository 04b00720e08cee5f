import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { isRefusal, type Refusal, refuse } from '../../refusal.ts'
import type { Appointment } from '../appointments/appointment.ts'
import type { Appointments } from '../appointments/appointments.ts'
import { isDuplicate } from '../change.ts'
import type { Customers } from '../customers/customers.ts'
import type { Slots } from '../days/slots.ts'
import { factsOf } from '../facts.ts'
import { dayOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import { createOffering } from './offering.ts'
import { personalDataOf } from './personal-data.ts'
import { createRecords } from './records.ts'
import { inLine, type Waiting, type Wish, waitingIdOf } from './waiting.ts'

/** The offer is not open any more: its time is over, it was answered, or it was never this customer's. */
export type OfferOver = Refusal<'offer-over'>

/** Unanswered offers in a row after which nobody is asked again, as with every message that is ignored. */
const unansweredAtMost = 2

/**
 * Customers who wait for a time on full days, first come, first asked. What is offered is held for that customer through
 * the appointments' door, so no time can ever be taken twice; every act may be repeated and survives a crash at any step.
 */
export function createWaitingList(deps: {
  connection: Connection
  clock: Clock
  profile: Profile
  customers: Customers
  appointments: Appointments
  slots: Slots
}) {
  const { clock, profile, appointments } = deps
  const records = createRecords(deps)
  const { model } = records
  const { offerOn } = createOffering({ ...deps, records })

  /** Puts a customer on the list. The same wish again keeps its place; one that was left joins at the end. */
  async function join(asked: Wish): Promise<Waiting> {
    const wish = { ...asked, onDays: [...new Set(asked.onDays)].toSorted() }
    const _id = waitingIdOf(wish)
    const blank = {
      state: 'waiting' as const,
      offer: null,
      passed: [],
      unanswered: 0,
      joinedAt: clock.now(),
      dirty: true,
    }
    try {
      await model.create({ ...wish, ...blank, _id, version: 1 })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      await model.updateOne({ _id, state: { $in: ['left', 'booked'] } }, { $set: blank, $inc: { version: 1 } })
    }
    return (await records.get(_id)) ?? join(wish)
  }

  /** What a customer waits for from today on, the nearest day first. */
  async function ofCustomer(customerId: string): Promise<Waiting[]> {
    const today = dayOf(profile.current().zone, clock.now())
    const found = await model.find({ customerId, onDays: { $gte: today }, state: { $in: inLine } }).lean<Waiting[]>()
    const nearest = ({ onDays }: Waiting) => onDays.find((onDay) => onDay >= today) ?? ''
    return found.toSorted((one, other) => nearest(one).localeCompare(nearest(other)))
  }

  /** Who stands in line for one of these days. */
  const inLineFor = (onDays: string[]) =>
    model.find({ onDays: { $in: onDays }, state: { $in: inLine } }).lean<Waiting[]>()

  /** Books the time that was offered. Accepting twice answers the same appointment. */
  async function accept(
    appointmentId: string,
    by: { customerId: string; chat: string },
  ): Promise<Appointment | OfferOver> {
    const waiting = await records.byOffer(appointmentId)
    if (!waiting?.offer || waiting.customerId !== by.customerId) return refuse('offer-over')
    if (waiting.state === 'offered' && waiting.offer.expiresAt <= clock.now()) return refuse('offer-over')
    if (waiting.state !== 'offered' && waiting.state !== 'booked') return refuse('offer-over')
    const booked = await appointments.confirm(appointmentId, by.chat)
    if (isRefusal(booked)) return refuse('offer-over')
    await records.amend(waiting._id, (known) => (known.state === 'offered' ? { state: 'booked' } : null))
    return booked as Appointment
  }

  /**
   * Ends an offer without a booking, and gives its time to the next: `declined` by the customer, or `unanswered`. An offer
   * that was accepted meanwhile stays booked. Answers the record as it stands; `null` when there is no such offer any more.
   */
  async function pass(
    appointmentId: string,
    how: 'declined' | 'unanswered',
    customerId?: string,
  ): Promise<Waiting | null> {
    const waiting = await records.byOffer(appointmentId)
    if (!waiting || (customerId !== undefined && waiting.customerId !== customerId)) return null
    if (waiting.state !== 'offered') return waiting
    await appointments.release(appointmentId)
    const isBooked = (await appointments.get(appointmentId)) !== null
    return records.amend(waiting._id, (known) => {
      if (known.state !== 'offered' || known.offer?.appointmentId !== appointmentId) return null
      if (isBooked) return { state: 'booked' }
      const unanswered = how === 'unanswered' ? known.unanswered + 1 : 0
      return {
        state: unanswered >= unansweredAtMost ? 'left' : 'waiting',
        offer: null,
        passed: [...known.passed, { appointmentId, startsAt: known.offer.startsAt, endsAt: known.offer.endsAt, how }],
        unanswered,
        dirty: true,
      }
    })
  }

  /** Takes a customer off the list; a time that was being kept goes to the next. */
  async function leave(id: string, customerId: string): Promise<Waiting | null> {
    const waiting = await records.get(id)
    if (!waiting || waiting.customerId !== customerId) return null
    if (waiting.offer && waiting.state !== 'booked') await appointments.release(waiting.offer.appointmentId)
    return records.amend(id, (known) =>
      inLine.includes(known.state) ? { state: 'left', offer: null, dirty: true } : null,
    )
  }

  /** Gives the places of one customer to another, when both prove to be the same person. */
  async function handOver(fromCustomerId: string, toCustomerId: string): Promise<void> {
    await model.updateMany({ customerId: fromCustomerId }, { $set: { customerId: toCustomerId }, $inc: { version: 1 } })
  }

  const { get } = records
  return {
    join,
    get,
    ofCustomer,
    inLineFor,
    accept,
    pass,
    leave,
    offerOn,
    handOver,
    facts: factsOf(model),
    personalData: personalDataOf(records),
  }
}

export type WaitingList = ReturnType<typeof createWaitingList>
