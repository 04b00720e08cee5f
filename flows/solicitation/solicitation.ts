import { z } from 'zod'
import { type Context, flow, type Move } from '../../src/conversation/flow.ts'
import { declineReasons, type Outreach } from '../../src/shop/outreach/outreach.ts'
import { addDays, dayOf } from '../../src/shop/profile/opening.ts'
import { consentTextVersion } from '../steps/consents.ts'
import { showDate } from '../steps/showing.ts'
import { laterScreen, noteScreen, soldNotedScreen, soldScreen, whyScreen } from './screens.ts'
import { solicitationTexts } from './texts.ts'

const about = z.object({ outreachId: z.string() })
const knows = { later: about, why: about, sold: about }
type Next = Move<typeof knows>

/** Longest time after which somebody can want to hear of it again, in days. */
const laterAtMost = 365

/**
 * 招揽: what a customer answers when the shop reaches out. Each answer is kept with the attempt it answers, whenever it
 * comes; only the customer of that attempt can give it.
 */
export const solicitation = flow({
  name: 'solicitation',
  version: 1,
  footer: 'menu',
  knows,
  inputs: { book: z.string(), later: z.string(), no: z.string(), stop: z.string() },
  entries: {
    book: async (c, id) => {
      const outreach = await own(c, id)
      if (!outreach) return home
      await c.shop.outreaches.answer(id, { what: 'book' }, c.by)
      return { enter: 'booking', entry: 'invited', input: id, ...(await overNotice(c, outreach)) }
    },
    later: (c, id) => asked(c, id, { to: 'later', state: { outreachId: id } }),
    no: async (c, id) => {
      if (!(await own(c, id))) return home
      await c.shop.outreaches.answer(id, { what: 'no' }, c.by)
      return { to: 'why', state: { outreachId: id } }
    },
    /** Whoever holds the message may leave the list, even if the attempt is another's by now. */
    stop: async (c, id) => {
      const facts = {
        purpose: 'marketing' as const,
        granted: false,
        textVersion: consentTextVersion,
        source: 'outreach',
      }
      await c.shop.customers.setConsent(c.customer._id, { ...facts, by: c.by })
      if (await own(c, id)) await c.shop.outreaches.answer(id, { what: 'opt-out' }, c.by)
      return { done: noteScreen(c, solicitationTexts[c.language].stopped) }
    },
  },
  steps: {
    later: {
      show: laterScreen,
      taps: {
        in: async (c, value) => {
          const { outreachId } = about.parse(c.state)
          const days = Math.min(laterAtMost, Math.max(1, Number.parseInt(value, 10) || 30))
          const again = addDays(dayOf(c.shop.profile.current().zone, c.now), days)
          await c.shop.outreaches.answer(outreachId, { what: 'later', again }, c.by)
          return { done: noteScreen(c, solicitationTexts[c.language].noted(showDate(again, c.language))) }
        },
      },
    },
    why: {
      show: whyScreen,
      text: async (c, { text }) => because(c, 'other', text),
      taps: {
        because: (c, value) => because(c, declineReasons.find((one) => one === value) ?? 'other'),
        sold: (c) => ({ to: 'sold', state: about.parse(c.state) }),
      },
    },
    sold: {
      show: soldScreen,
      taps: {
        keep: (c) => ({ to: 'why', state: about.parse(c.state) }),
        yes: async (c) => {
          const { outreachId } = about.parse(c.state)
          const outreach = await own(c, outreachId)
          const vehicle = outreach?.vehicleId ? await c.shop.vehicles.get(outreach.vehicleId) : null
          if (vehicle?.customerId !== c.customer._id) return home
          await c.shop.outreaches.answer(outreachId, { what: 'sold' }, c.by)
          await c.shop.vehicles.markSold(vehicle._id, c.by)
          return { done: soldNotedScreen(c, vehicle) }
        },
      },
      back: (c) => ({ to: 'why', state: about.parse(c.state) }),
    },
  },
})

const home: Next = { enter: 'menu', entry: 'open', input: '' }

/** The attempt, if it was made to this customer. */
async function own(c: Context<unknown>, id: string): Promise<Outreach | null> {
  const outreach = await c.shop.outreaches.get(id)
  return outreach?.customerId === c.customer._id ? outreach : null
}

async function asked(c: Context<null>, id: string, next: Next): Promise<Next> {
  return (await own(c, id)) ? next : home
}

/** The reason is kept with the attempt; somebody unhappy is shown the way to a person. */
async function because(c: Context<unknown>, declineReason: (typeof declineReasons)[number], words = ''): Promise<Next> {
  const t = solicitationTexts[c.language]
  const { outreachId } = about.parse(c.state)
  await c.shop.outreaches.answer(outreachId, { what: 'no', declineReason, words }, c.by)
  return { done: noteScreen(c, declineReason === 'unhappy' ? t.sorry : t.thanks, declineReason === 'unhappy') }
}

/** An answer after a campaign's end is welcome, but its offer is over. */
async function overNotice(c: Context<unknown>, { cause, ref }: Outreach) {
  const campaign = cause === 'campaign' ? await c.shop.campaigns.get(ref) : null
  if (!campaign) return {}
  const isOver = campaign.file.until < dayOf(c.shop.profile.current().zone, c.now)
  return isOver ? { notice: solicitationTexts[c.language].over } : {}
}
