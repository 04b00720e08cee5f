import { z } from 'zod'
import { complaintTexts } from '../flows/group/complaint.texts.ts'
import { deskTexts } from '../flows/group/desk-texts.ts'
import { defineJob } from '../src/agenda/job.ts'
import { customerTopic } from '../src/desk/topics.ts'
import type { Language } from '../src/language.ts'
import { taskIdOf } from '../src/shop/complaints/changing.ts'
import type { Complaint } from '../src/shop/complaints/complaint.ts'
import { type Due, dueOf, milestones } from '../src/shop/complaints/milestones.ts'
import type { Tools } from './steps/reminding.ts'
import { groupMessage } from './steps/telling-group.ts'

/** By then it has been raised again, or the task has. */
const livesMs = 24 * 60 * 60 * 1000

/**
 * Raises a complaint in its customer's topic when something was not done at half, or at the whole, of its time, or its owner
 * has left. What is late is a task as well, so that it is listed and raised again like any other.
 */
export const raiseComplaint = defineJob({
  name: 'raise-complaint',
  payload: z.object({
    complaintId: z.string(),
    what: z.enum([...milestones, 'left']),
    since: z.number(),
    share: z.number(),
  }),
  async run({ complaintId, what, since, share }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    const profile = await shop.profile.refresh()
    const complaint = await shop.complaints.get(complaintId)
    const customer = complaint && (await shop.customers.get(complaint.customerId))
    if (!complaint || !customer) return { skipped: 'the complaint is gone' }
    const hasLeft = what === 'left' && complaint.leftBy !== null && complaint.unownedAt.getTime() === since
    const dues = dueOf(complaint, profile)
    const due = dues.find((one) => one.what === what && one.since.getTime() === since) ?? null
    if (!due && !hasLeft) return { skipped: 'it was done' }
    // Half of a later time says nothing while what comes before it is not done: that is raised itself.
    if (due && share === 50 && due !== dues[0]) return { skipped: `${dues[0]?.what} comes first` }
    const dueAt = share === 50 ? due?.halfAt : due?.dueAt
    if (dueAt && dueAt > clock.now()) return { later: dueAt }

    const { _id, version, said } = complaint
    if (due && share === 100) {
      const about = { kind: 'customer' as const, id: customer._id }
      const words = said.find((one) => one.words !== '')?.words ?? ''
      await shop.tasks.open({ _id: taskIdOf(complaint, due), kind: 'complaint', about, words, dueAt: due.dueAt })
    }
    if (group === null) return { skipped: 'there is no group' }
    const managers = (await shop.advisors.all()).filter(({ role }) => role === 'manager').map(({ name }) => name)
    const text = raised(complaint, due, { share, managers, language: profile.language })
    const key = `complaint:${_id}:raised:${what}:${since}:${share}`
    const about = { kind: 'complaint', id: _id, version }
    const facts = { key, topic: customerTopic(customer), about, screen: { text }, customerId: customer._id, livesMs }
    await messages.post([groupMessage(tools, facts)])
    return { done: true }
  },
})

/** Half of the time reminds whoever has it, all of it calls the managers. Its card hangs in the same topic. */
function raised(
  { owner, leftBy }: Complaint,
  due: Due | null,
  { share, managers, language }: { share: number; managers: string[]; language: Language },
): string {
  const t = complaintTexts[language]
  const everybody = deskTexts[language].noManager
  const managed = managers.join(', ') || everybody
  if (!due) return t.leftTo(leftBy ?? '', managed)
  if (share === 100) return t.overdue(managed, t.dues[due.what])
  const holder = owner?.name ?? everybody
  return due.what === 'second-contact' ? t.mayAsk(holder) : t.half(holder, t.dues[due.what])
}
