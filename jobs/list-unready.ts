import { z } from 'zod'
import { unreadyInWords } from '../flows/group/sheet.ts'
import { topicsOf } from '../flows/group/topics.ts'
import { defineJob } from '../src/agenda/job.ts'
import type { Tools } from './steps/reminding.ts'
import { groupMessage } from './steps/telling-group.ts'

/** By the next evening another list has come. */
const livesMs = 24 * 60 * 60 * 1000

/** Rule 2.2: the evening before, what is not ready. */
export const listUnready = defineJob({
  name: 'list-unready',
  payload: z.object({ onDay: z.iso.date() }),
  async run({ onDay }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    if (group === null) return { skipped: 'there is no group' }
    const { language } = await shop.profile.refresh()
    const text = await unreadyInWords(onDay, { shop, language, now: clock.now() })
    if (text === null) return { skipped: 'nobody comes' }
    const topic = topicsOf(language).preparation
    await messages.post([groupMessage(tools, { key: `unready:${onDay}`, topic, screen: { text }, livesMs })])
    return { done: true }
  },
})
