import { z } from 'zod'
import { sheetScreen } from '../flows/group/sheet.ts'
import { taskScreen } from '../flows/group/task-card.ts'
import { groupTexts } from '../flows/group/texts.ts'
import { defineJob } from '../src/agenda/job.ts'
import type { About } from '../src/messages/message.ts'
import type { Screen } from '../src/messages/screen.ts'
import type { Tools } from './steps/reminding.ts'

/** A group that lets the bot write again after so long is still rid of the data. */
const livesMs = 90 * 24 * 60 * 60 * 1000

/**
 * Takes an erased person's name, phone and plates out of what hangs in the advisors' group, by writing each message anew:
 * without the records there is nothing personal left to show. What was still to be said about them is not.
 */
export const forgetCustomer = defineJob({
  name: 'forget-customer',
  payload: z.object({ customerIds: z.array(z.string()) }),
  async run({ customerIds }, tools: Tools) {
    const { messages, clock } = tools
    const expiresAt = new Date(clock.now().getTime() + livesMs)
    for (const customerId of customerIds) {
      await messages.personalData.eraseOf({ customerId, chats: [] })
      for (const { _id, to, about } of await messages.standingOf(customerId)) {
        const screen = await screenOf(about, tools)
        const content = { kind: 'screen' as const, screen, revision: 0, edit: _id }
        const lane = 'transactional' as const
        await messages.post([{ _id: `erased:${_id}`, lane, purpose: 'service', to, content, expiresAt }])
      }
    }
    return { done: true }
  },
})

/** What a message shows now that the person is gone. */
async function screenOf(about: About | undefined, { shop, clock }: Tools): Promise<Screen> {
  const { language } = await shop.profile.refresh()
  const desk = { shop, language, now: clock.now() }
  const appointment = about?.kind === 'sheet' ? await shop.appointments.get(about.id) : null
  if (appointment) return sheetScreen(appointment, await shop.preparations.get(appointment._id), desk)
  const task = about?.kind === 'task' ? await shop.tasks.get(about.id) : null
  return task ? taskScreen(task, desk) : { text: groupTexts[language].erased }
}
