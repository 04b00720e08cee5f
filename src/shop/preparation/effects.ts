import type { Appointment } from '../appointments/appointment.ts'
import { addDays, instantOf } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Preparation } from './preparation.ts'

type Due = { _id: string; kind: string; payload: Record<string, string>; about?: string; dueAt: Date; expiresAt: Date }

/**
 * What the people who prepare hear of an appointment: its sheet, again with every change; and the evening before its day
 * what is not ready. The evening's look is one for all appointments of a day: they share its key.
 */
export function preparationEffects(
  appointment: Pick<Appointment, '_id' | 'version' | 'state' | 'onDay'>,
  { zone, settings }: Pick<ShopProfile, 'zone' | 'settings'>,
): Due[] {
  const { _id, version, state, onDay } = appointment
  if (state === 'held') return []
  const dayIsOver = instantOf(zone, onDay, 1_440)
  const evening = instantOf(zone, addDays(onDay, -1), settings.preparation.listAt)
  const opening = instantOf(zone, onDay, 0)
  return [
    sheetDue(_id, `v${version}`, dayIsOver),
    { _id: `unready:${onDay}`, kind: 'list-unready', payload: { onDay }, dueAt: evening, expiresAt: opening },
  ]
}

/** A tick changes the sheet. */
export function tickEffects({ _id, version }: Pick<Preparation, '_id' | 'version'>): Due[] {
  return [sheetDue(_id, `t${version}`, farAway)]
}

const sheetDue = (appointmentId: string, stamp: string, expiresAt: Date): Due => ({
  _id: `sheet:${appointmentId}:${stamp}`,
  kind: 'show-sheet',
  payload: { appointmentId },
  about: appointmentId,
  dueAt: new Date(0),
  expiresAt,
})

const farAway = new Date('9999-01-01T00:00:00Z')
