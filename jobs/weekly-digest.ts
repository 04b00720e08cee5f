import { z } from 'zod'
import { digestPictures, digestText } from '../flows/group/digest.ts'
import { defineJob } from '../src/agenda/job.ts'
import type { NewMessage } from '../src/messages/message.ts'
import { addDays, instantOf } from '../src/shop/profile/opening.ts'
import type { Tools } from './steps/reminding.ts'

/** A digest of last week is read this week. */
const livesMs = 6 * 24 * 60 * 60 * 1000
/** Weeks of the trend. */
const weeksBack = 8

/** Every Monday, in the group's General: what customers said and what came of reaching out in the week before, with pictures. */
export const weeklyDigest = defineJob({
  name: 'weekly-digest',
  payload: z.object({ monday: z.string() }),
  async run({ monday }, { shop, messages, group, clock }: Tools) {
    if (group === null) return { skipped: 'there is no group' }
    const { zone, language } = await shop.profile.refresh()
    const at = (onDay: string) => instantOf(zone, onDay, 0)
    const week = { from: at(addDays(monday, -7)), to: at(monday) }
    const before = { from: at(addDays(monday, -14)), to: week.from }
    const [opinions, opinionsBefore, weeks, funnel, declines, complaints] = await Promise.all([
      shop.opinions.report(week, 'all'),
      shop.opinions.report(before, 'all'),
      shop.opinions.report({ from: at(addDays(monday, -7 * weeksBack)), to: week.to }, 'week'),
      shop.funnel(week, 'cause'),
      shop.outreaches.declines(week, 'cause'),
      shop.complaints.countsOf(week),
    ])
    const { opened, closed, standing } = complaints
    if (opinions.size + funnel.size + opened + closed + standing === 0) return { skipped: 'nothing happened' }
    const digest = {
      monday: addDays(monday, -7),
      opinion: opinions.get('all') ?? null,
      before: opinionsBefore.get('all') ?? null,
      weeks,
      funnel,
      declines,
      complaints,
    }
    const message = (what: string, order: number, content: NewMessage['content']): NewMessage => ({
      _id: `digest:${monday}:${what}`,
      lane: 'transactional',
      purpose: 'service',
      to: { chat: group },
      content,
      order,
      expiresAt: new Date(clock.now().getTime() + livesMs),
    })
    const screen = { text: digestText(digest, language) }
    await messages.post([
      message('words', 0, { kind: 'screen', screen, revision: 0 }),
      ...digestPictures(digest, language).map((svg, i) => message(`picture${i + 1}`, i + 1, { kind: 'picture', svg })),
    ])
    return { done: true }
  },
})
