import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Context, flow, type Move } from '../src/conversation/flow.ts'
import { joined, type Rich, type Screen } from '../src/messages/screen.ts'
import { complaintIdOf } from '../src/shop/complaints/complaint.ts'
import type { Handoff, HandoffReason } from '../src/shop/handoffs/handoff.ts'
import { dayOf, nextOpening } from '../src/shop/profile/opening.ts'
import { humanTexts } from './human.texts.ts'
import { complaintNoted, tellMore, whenThere } from './steps/complaint-noted.ts'
import { showInstant } from './steps/showing.ts'

/** An advisor owes an answer within half an hour of business time. */
const answerWithinMinutes = 30

/** 人工: one tap from anywhere. Whatever was going on stays open. */
export const human = flow({
  name: 'human',
  version: 1,
  aside: true,
  knows: {},
  inputs: { call: z.string(), complain: z.string(), lost: z.string(), back: z.string() },
  entries: {
    call: (c, words) => call(c, 'asked', words),
    complain: (c, words) => call(c, 'complaint', words),
    lost: (c, words) => call(c, 'not-understood', words),
    back: (c) => back(c),
  },
  steps: {},
})

type Reason = Extract<HandoffReason, 'asked' | 'complaint' | 'not-understood'>

async function call(c: Context<null>, reason: Reason, words: string): Promise<Move<Record<never, never>>> {
  const { shop, customer, key, chat } = c
  if (reason === 'complaint') await complain(c, words)
  else if (!c.hasDesk) await openTask(c, words)
  if (!c.hasDesk) return { done: said(c, toldWithoutDesk(c, reason)) }
  const handoff = await shop.handoffs.open({ key, customerId: customer._id, chat, reason, words })
  // Told here when the shop is closed, it need not be told again with the next words.
  await shop.handoffs.tellOffHours(handoff._id)
  return { done: said(c, await toldAtDesk(c, reason, handoff), true) }
}

/** The customer goes on with the bot. */
async function back(c: Context<null>): Promise<Move<Record<never, never>>> {
  const handoff = await c.shop.handoffs.liveOf(c.customer._id)
  if (handoff) await c.shop.handoffs.withdraw(handoff._id)
  return { done: said(c, humanTexts[c.language].backToBot) }
}

/** Who answers and when: a wait that was measured, or the time the shop opens. */
async function toldAtDesk(c: Context<null>, reason: Reason, { ownerId }: Handoff): Promise<Rich> {
  const { shop, language, now } = c
  const t = humanTexts[language]
  const profile = shop.profile.current()
  const owner = ownerId && (await shop.advisors.get(ownerId))
  const opening = nextOpening(profile, now)
  const when = showInstant(opening.opensAt, { language, zone: profile.zone, now })
  const wait = !opening.openNow
    ? t.opensAt(when)
    : owner
      ? t.isThere(owner.name)
      : t.answersWithin(await shop.handoffs.expectedWaitMinutes())
  const told = t.atDesk[reason](wait, profile.phone)
  return reason === 'complaint' ? joined([told, tellMore(c)]) : told
}

function toldWithoutDesk(c: Context<null>, reason: Reason): Rich {
  if (reason === 'complaint') return complaintNoted(c)
  return humanTexts[c.language].noted(c.shop.profile.current().phone, whenThere(c))
}

async function openTask({ shop, customer, now, key }: Context<null>, words: string): Promise<void> {
  const profile = shop.profile.current()
  const { opensAt } = nextOpening(profile, now)
  const dueAt = DateTime.fromJSDate(opensAt).plus({ minutes: answerWithinMinutes }).toJSDate()
  const about = { kind: 'customer' as const, id: customer._id }
  const task = { kind: 'call-customer' as const, about, words, dueAt }
  // One call a day stands for all, while it is open.
  const today = `call-customer:${customer._id}:${dayOf(profile.zone, now)}`
  const standing = await shop.tasks.open({ ...task, _id: today })
  if (standing.state !== 'open') await shop.tasks.open({ ...task, _id: `call-customer:${key}` })
}

/** A complaint has an owner and a clock of its own; every word counts, and it is acknowledged in the same breath. */
async function complain({ shop, customer, now, key, chat, by }: Context<null>, words: string): Promise<void> {
  const said = words === '' ? [] : [{ words, media: [], saidAt: now, chat, key }]
  const facts = { customerId: customer._id, visitId: null, source: 'chat' as const, acknowledged: true, by }
  await shop.complaints.open({ ...facts, id: complaintIdOf(`${chat}:${key}`), said })
}

function said({ language }: Context<null>, text: Rich, isAtDesk = false): Screen {
  const t = humanTexts[language]
  const back = { label: t.goOnWithBot, enter: 'human', entry: 'back' }
  return { text, rows: [[{ label: t.menu, enter: 'menu', entry: 'open' }, ...(isAtDesk ? [back] : [])]] }
}
