import type { Act } from '../../src/desk/desk.ts'
import { isRefusal, type Refusal } from '../../src/refusal.ts'
import type { Complaint, Owner } from '../../src/shop/complaints/complaint.ts'
import type { Shop } from '../../src/shop/shop.ts'
import { showInstant } from '../steps/showing.ts'
import { complaintTexts, plans } from './complaint.texts.ts'
import { groupTexts } from './texts.ts'

/** The buttons of a complaint's card. Each may be pressed twice; the word it answers is seen by who pressed. */
export function complaintActions(shop: Shop, now: () => Date) {
  const { complaints } = shop

  const on =
    (act: (complaint: Complaint, by: Owner, more: string) => Promise<Complaint | Refusal>) =>
    async ({ value, by }: Act) => {
      const { language, zone } = shop.profile.current()
      const [id = '', more = ''] = value.split(':')
      const complaint = await complaints.get(id)
      const answer = complaint && (await act(complaint, { id: by._id, name: by.name }, more))
      if (!answer) return groupTexts[language].over
      if (!isRefusal(answer)) return groupTexts[language].noted
      const { refused, detail } = answer as Refusal
      if (refused === 'not-resolved') return complaintTexts[language].notResolved
      if (refused !== 'too-early') return groupTexts[language].over
      const earliest = new Date(Number(detail?.earliest))
      return complaintTexts[language].tooEarly(showInstant(earliest, { language, zone, now: now() }))
    }

  return {
    claim: on(async ({ _id, customerId }, by) => {
      const claimed = await complaints.claim(_id, by)
      const handoff = isRefusal(claimed) ? null : await shop.handoffs.liveOf(customerId)
      // Whoever puts it right talks with the customer, unless a colleague does already.
      if (handoff && handoff.ownerId === null) await shop.handoffs.claim(handoff._id, by.id)
      return claimed
    }),
    plan: on(async ({ _id }, by, more) => {
      const plan = plans.find((one) => one === more)
      const { language } = shop.profile.current()
      return plan ? complaints.plan(_id, complaintTexts[language].plans[plan], by) : { refused: 'complaint-over' }
    }),
    resolve: on(({ _id }, by) => complaints.resolve(_id, by)),
    contact: on(({ _id }, by, more) => complaints.secondContact(_id, more === '1', by)),
  }
}
