import type { DeskCommands } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { isRefusal } from '../../src/refusal.ts'
import { complaintIdOf } from '../../src/shop/complaints/complaint.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { complaintTexts } from './complaint.texts.ts'
import { answerInTopic } from './desk-tools.ts'
import { groupTexts } from './texts.ts'

/** What advisors can write in a customer's topic about a complaint; what comes of it stands on its card. */
export function complaintCommands(tools: DeskParts): DeskCommands {
  const { complaints, profile } = tools.shop
  const words = () => complaintTexts[profile.current().language]
  const answer = (customer: Customer, key: string, text: string) =>
    answerInTopic(tools, customer, `answer:${key}`, { text })

  return {
    /** Made by telephone or at the counter: noted in the customer's words. */
    async complaint({ customer, by, key, at, value }) {
      if (value === '') return answer(customer, key, words().whichWords)
      const said = [{ words: value, media: [], saidAt: at }]
      const facts = { customerId: customer._id, visitId: null, source: 'advisor' as const, said, acknowledged: false }
      await complaints.open({ ...facts, id: complaintIdOf(key), by: by._id })
    },

    /** What will be done, in words of one's own. */
    async plan({ customer, by, key, value }) {
      const [open] = await complaints.openOf(customer._id)
      if (!open) return answer(customer, key, words().none)
      if (value === '') return answer(customer, key, words().whichPlan)
      const planned = await complaints.plan(open._id, value, { id: by._id, name: by.name })
      if (isRefusal(planned)) await answer(customer, key, groupTexts[profile.current().language].over)
    },
  }
}
