import { isRefusal, type Refusal, refuse } from '../../refusal.ts'
import { type Impossible, sameAgain } from '../days/request.ts'
import type { NotTaken, Underway } from '../days/taking.ts'
import { dayOf } from '../profile/opening.ts'
import type { Appointment } from './appointment.ts'
import { placeOf } from './records.ts'
import { type Untimely, untimely } from './timely.ts'
import { mostAttempts, type Tools } from './tools.ts'

/** `version` is what the mover saw, if it must still be so; without `advisorId` the same advisor is preferred. */
export type Move = { id: string; version?: number; startsAt: Date; advisorId?: string | null; by: string }
export type NotMoved = 'appointment-unknown' | 'not-booked' | 'changed' | Untimely | Impossible | NotTaken
export type NotCancelled = 'appointment-unknown' | 'not-booked'

/** Changes of what is booked: another time, or none. */
export function createMoving({ records, days, profile, clock, mend }: Tools) {
  /**
   * Moves an appointment. The new cells are taken first (on the same day in one write with giving back the old), then the
   * appointment is changed, then the old day is freed; at any moment the customer has at least one time.
   */
  async function move(wanted: Move): Promise<Appointment | Refusal<NotMoved>> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const shop = await profile.refresh()
      const read = await records.get(wanted.id)
      if (!read) return refuse('appointment-unknown')
      if (read.state !== 'booked') return refuse('not-booked')
      if (isThere(read, wanted)) return read
      if (wanted.version !== undefined && wanted.version !== read.version) return refuse('changed')
      const late = untimely(shop, { startsAt: wanted.startsAt, now: clock.now(), source: read.source })
      if (late) return late
      const request = sameAgain(shop, read, wanted.advisorId)
      if (isRefusal<Impossible>(request)) return request

      const entry = await days.take({
        appointmentId: read._id,
        placement: read.placement + 1,
        vehicleId: read.vehicleId,
        startsAt: wanted.startsAt,
        until: null,
        request: { ...request, useReserve: read.source.kind === 'advisor' },
      })
      if (isRefusal<NotTaken | Underway>(entry)) {
        if (entry.refused !== 'underway') return refuse(entry.refused)
        await mend(read._id)
        continue
      }
      const place = placeOf(dayOf(shop.zone, entry.startsAt), entry)
      const moved = await mirror(read, place, wanted.by)
      if (moved) {
        if (read.onDay !== moved.onDay) await days.free(read.onDay, read._id, (old) => old.placement < entry.placement)
        return moved
      }
      await days.free(
        place.onDay,
        read._id,
        ({ placement, startsAt }) => placement === entry.placement && startsAt.getTime() === entry.startsAt.getTime(),
      )
    }
    throw new Error(`appointment ${wanted.id} was changed by others ${mostAttempts} times in a row`)
  }

  /** Writes the new place; runs again when only something else was written meanwhile, `null` when it moved or ended. */
  async function mirror(read: Appointment, place: ReturnType<typeof placeOf>, by: string): Promise<Appointment | null> {
    for (let known: Appointment | null = read; known; known = await records.get(read._id)) {
      if (known.placement === place.placement && known.startsAt.getTime() === place.startsAt.getTime()) return known
      if (known.state !== 'booked' || known.placement !== read.placement) return null
      const moved = await records.change(known, relocated(known, place), { by, at: clock.now() })
      if (moved) return moved
    }
    return null
  }

  /** Ends an appointment and gives its time back. Cancelling twice keeps the first reason. */
  async function cancel({ id, reason, by }: { id: string; reason: string; by: string }) {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const read = await records.get(id)
      if (!read) return refuse<NotCancelled>('appointment-unknown')
      const over = read.state === 'cancelled'
      if (!over && read.state !== 'booked') return refuse<NotCancelled>('not-booked')
      const ended = {
        state: 'cancelled' as const,
        cancelReason: reason,
        icsSequence: read.icsSequence + 1,
        dirty: true,
      }
      const cancelled = over ? read : await records.change(read, ended, { by, at: clock.now() })
      if (!cancelled) continue
      await days.free(cancelled.onDay, id)
      return cancelled
    }
    throw new Error(`appointment ${id} was changed by others ${mostAttempts} times in a row`)
  }

  return { move, cancel }
}

/** What changes when an appointment gets another place: the calendar entry counts up, and coming is to be asked anew. */
export function relocated(known: Appointment, place: ReturnType<typeof placeOf>): Partial<Appointment> {
  return { ...place, icsSequence: known.icsSequence + 1, reconfirmed: 'not-asked', lateMinutes: 0, dirty: true }
}

function isThere(read: Appointment, { startsAt, advisorId }: Move): boolean {
  return read.startsAt.getTime() === startsAt.getTime() && (!advisorId || advisorId === read.advisorId)
}
