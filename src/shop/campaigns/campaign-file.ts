import { z } from 'zod'
import { type CrossIssue, checkedYaml, type FileMistake } from '../profile/checked-yaml.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import { unknownIn, variables } from './template.ts'

const id = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'expected an id of small letters, digits and hyphens')
const day = z.iso.date('expected a day such as 2026-10-01')
const words = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) })
/** A message has 4,096 characters [Bot API]; what is filled in needs some of them. */
const template = z
  .string()
  .min(1)
  .max(2_000)
  .superRefine((text, ctx) => {
    const known = variables.map((name) => `{${name}}`).join(', ')
    for (const name of unknownIn(text))
      ctx.addIssue({ code: 'custom', message: `{${name}} is not known; there are ${known}` })
  })
const daysAgo = z
  .strictObject({ atLeast: z.number().int().nonnegative().optional(), atMost: z.number().int().positive().optional() })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'expected atLeast, atMost or both')

/** Whom a campaign is for. Every rule that is given must hold; without any it is for everybody. */
export const audience = z.strictObject({
  models: z.array(z.string().min(1)).min(1).optional(),
  /** Days since the vehicle was here last, as far as anybody knows. */
  lastVisitDaysAgo: daysAgo.optional(),
  mileageKm: daysAgo.optional(),
  /** Whether vehicles count that were never here. */
  neverHere: z.boolean().default(true),
  /** Something of this kind is due within so many days, or has been for as long. */
  due: z
    .strictObject({
      causes: z.array(z.enum(['service', 'inspection', 'insurance', 'warranty', 'declined'])).min(1),
      withinDays: z.number().int().positive().max(365),
    })
    .optional(),
  languages: z
    .array(z.enum(['zh-CN', 'en']))
    .min(1)
    .optional(),
})
export type Audience = z.output<typeof audience>

/** A campaign as its author writes it: rule 1.3's briefing, its audience, its message. Days are shop days. */
export const campaignFile = z
  .strictObject({
    id,
    name: words,
    from: day,
    until: day,
    offer: words,
    /** What every advisor has to know before it starts. */
    content: words,
    message: z.strictObject({ 'zh-CN': template, en: template }),
    /** What a booking from it begins with. */
    itemIds: z.array(id).default([]),
    audience: audience.prefault({}),
    /** What customers will ask; `words` are what such a question contains, in either language. */
    questions: z
      .array(z.strictObject({ words: z.array(z.string().min(1)).min(1), question: words, answer: words }))
      .default([]),
    /** Who must have read the briefing: advisors by their id in the shop file, or all of them. */
    required: z.literal('all').or(z.array(id)).default('all'),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], message: 'is before it begins' })
export type CampaignFile = z.output<typeof campaignFile>

/** Reads a campaign: what it says, or every mistake in it at once, by line; items and advisors must be the shop's. */
export function parseCampaign(text: string, shop: ShopProfile): CampaignFile | FileMistake[] {
  return checkedYaml(text, campaignFile, (_, whole) => (whole ? strangers(whole, shop) : []))
}

function strangers({ itemIds, required, audience }: CampaignFile, shop: ShopProfile): CrossIssue[] {
  const missing = (path: string[], ids: string[], known: { id: string }[], what: string): CrossIssue[] =>
    ids.flatMap((wanted, i) =>
      known.some(({ id }) => id === wanted)
        ? []
        : [{ path: [...path, i], message: `the shop has no ${what} "${wanted}"` }],
    )
  return [
    ...missing(['itemIds'], itemIds, shop.items, 'item'),
    ...missing(['required'], required === 'all' ? [] : required, shop.advisors, 'advisor'),
    ...missing(['audience', 'models'], audience.models ?? [], shop.models, 'model'),
  ]
}
