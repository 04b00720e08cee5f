import type { Act } from '../../src/desk/desk.ts'
import { isRefusal } from '../../src/refusal.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import type { Shop } from '../../src/shop/shop.ts'
import { groupTexts } from './texts.ts'
import { visitTexts } from './visit.texts.ts'

/** The button on the sheet of an appointment with which a visit begins. */
export function visitActions(shop: Shop, now: () => Date) {
  return {
    /** The advisor sees the customer come; only on the day, so that a slip of the finger checks nobody in. */
    arrive: async ({ value: appointmentId, by }: Act) => {
      const { language, zone } = shop.profile.current()
      const appointment = await shop.appointments.get(appointmentId)
      if (appointment && appointment.onDay !== dayOf(zone, now())) return visitTexts[language].notToday
      const visit = await shop.visits.checkIn(appointmentId, `advisor:${by._id}`)
      return isRefusal(visit) ? groupTexts[language].over : groupTexts[language].noted
    },
  }
}
