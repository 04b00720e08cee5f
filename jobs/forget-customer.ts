import { z } from 'zod'
import { sheetScreen } from '../flows/group/sheet.ts'
import { taskScreen } from '../flows/group/task-card.ts'
import { groupTexts } from '../flows/group/texts.ts'
import { defineJob } from '../src/agenda/job.ts'
import { customerOfTopic } from '../src/desk/topics.ts'
import type { About, NewMessage } from '../src/messages/message.ts'
import type { Standing } from '../src/messages/outbox-queries.ts'
import type { Screen } from '../src/messages/screen.ts'
import type { Tools } from './steps/reminding.ts'

/** A group that lets the bot write again after so long is still rid of the data. */
const livesMs = 90 * 24 * 60 * 60 * 1000
/** Messages that one call takes away [Bot API, deleteMessages]. */
const deletedAtOnce = 100

/**
 * Takes an erased person's name, phone and plates out of what hangs in the advisors' group: their own topic goes with all of
 * it, sheets and tasks are written anew, and without the records there is nothing personal left to show. What was still to
 * be said about them is not.
 */
export const forgetCustomer = defineJob({
  name: 'forget-customer',
  payload: z.object({ customerIds: z.array(z.string()) }),
  async run({ customerIds }, tools: Tools) {
    const { messages, clock } = tools
    const expiresAt = new Date(clock.now().getTime() + livesMs)
    for (const customerId of customerIds) {
      await messages.personalData.eraseOf({ customerId, chats: [] })
      const standing = await messages.standingOf(customerId)
      const inTopic = standing.filter(({ to }) => customerOfTopic(to.topic?.key ?? null) === customerId)
      await messages.post(takenDown(customerId, inTopic, tools, expiresAt))
      for (const { _id, to, about } of standing.filter((one) => !inTopic.includes(one))) {
        const screen = await screenOf(about, tools)
        const content = { kind: 'screen' as const, screen, revision: 0, edit: _id }
        const lane = 'transactional' as const
        await messages.post([{ _id: `erased:${_id}`, lane, purpose: 'service', to, content, expiresAt }])
      }
    }
    return { done: true }
  },
})

/** The customer's own topic goes with everything in it. */
function takenDown(customerId: string, inTopic: Standing[], { group }: Tools, expiresAt: Date): NewMessage[] {
  const [first] = inTopic
  if (!first || group === null) return []
  const to = { chat: group, topic: { key: first.to.topic?.key ?? '', name: '' } }
  const ids = inTopic.flatMap(({ remoteId }) => (remoteId ? [remoteId] : []))
  const portions = Array.from({ length: Math.ceil(ids.length / deletedAtOnce) }, (_, i) =>
    ids.slice(i * deletedAtOnce, (i + 1) * deletedAtOnce),
  )
  return portions.map((messages, i) => ({
    _id: `erased:${customerId}:topic${ids.at(-1)}:${i}`,
    lane: 'transactional',
    purpose: 'service',
    to,
    content: { kind: 'forget-topic', messages },
    expiresAt,
  }))
}

/** What a message shows now that the person is gone. */
async function screenOf(about: About | undefined, { shop, clock }: Tools): Promise<Screen> {
  const { language } = await shop.profile.refresh()
  const desk = { shop, language, now: clock.now() }
  const appointment = about?.kind === 'sheet' ? await shop.appointments.get(about.id) : null
  if (appointment) return sheetScreen(appointment, await shop.preparations.get(appointment._id), desk)
  const task = about?.kind === 'task' ? await shop.tasks.get(about.id) : null
  return task ? taskScreen(task, desk) : { text: groupTexts[language].erased }
}
