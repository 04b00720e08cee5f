import type { Language } from '../../language.ts'
import type { Appointment } from '../appointments/appointment.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Preparation } from './preparation.ts'

/** One thing to get ready; `key` names it on a button. */
export type SheetLine = { key: string; kind: 'part' | 'bay' | 'technician'; what: string; ready: boolean }

/** Rule 2.2: what an appointment asks of parts (the pick list) and workshop (bay, technician), and what of it is ready. */
export function sheetOf(
  appointment: Appointment,
  preparation: Pick<Preparation, 'ticks'> | null,
  { bays, technicians }: Pick<ShopProfile, 'bays' | 'technicians'>,
  language: Language,
): SheetLine[] {
  const { quote, bayId, technicianId, placement } = appointment
  const ticks = preparation?.ticks ?? []
  const nameOf = (things: { id: string; name: Record<Language, string> }[], id: string) =>
    things.find((one) => one.id === id)?.name[language] ?? id
  const parts = quote.parts.map(({ name, quantity }, i): SheetLine => {
    const key = `p${i}`
    const ready = ticks.some((tick) => tick.key === key)
    return { key, kind: 'part', what: `${name[language]}×${quantity}`, ready }
  })
  const place = (key: 'bay' | 'technician', what: string): SheetLine => {
    const ready = ticks.some((tick) => tick.key === key && tick.placement === placement)
    return { key, kind: key, what, ready }
  }
  return [...parts, place('bay', nameOf(bays, bayId)), place('technician', nameOf(technicians, technicianId))]
}
