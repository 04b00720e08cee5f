import { IANAZone } from 'luxon'
import { z } from 'zod'
import { languages } from '../../language.ts'
import { cellMinutes, dayHours, week } from './hours.ts'
import { settings } from './settings.ts'

/** Everything about one shop that is not an event: who works there, when, at what, for how much. */
export type ShopProfile = z.output<typeof shopProfile>
/** A profile in force; `version` counts the changes. */
export type AdoptedProfile = ShopProfile & { version: number }
export type ServiceItem = ShopProfile['items'][number]
export type Bay = ShopProfile['bays'][number]
export type Technician = ShopProfile['technicians'][number]
export type Advisor = ShopProfile['advisors'][number]
export type CarModel = ShopProfile['models'][number]

const words = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) })
/** One text in every language. */
export type Words = z.output<typeof words>

/** What a canned reply may leave to be filled in. */
export const cannedVariables = ['customer', 'plate', 'advisor', 'shop', 'phone', 'hours'] as const
const cannedText = z
  .string()
  .min(1)
  .superRefine((text, ctx) => {
    const names = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
    const unknown = names.find((name) => !cannedVariables.some((one) => one === name))
    if (unknown === undefined) return
    const known = cannedVariables.map((one) => `{${one}}`).join(', ')
    ctx.addIssue({ code: 'custom', message: `{${unknown}} is not known; there are ${known}` })
  })
const cannedWords = z.strictObject({ 'zh-CN': cannedText, en: cannedText })

// Ids become field names in the shop's day, so they hold neither dots nor dollars.
const id = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'expected an id of small letters, digits and hyphens')
const day = z.iso.date('expected a day such as 2026-10-01')
const fen = z.number().int().nonnegative()
const cells = z.number().int().positive().multipleOf(cellMinutes, `expected a multiple of ${cellMinutes} minutes`)

const item = z.strictObject({
  id,
  name: words,
  /** What customers write for it, in both languages. */
  aliases: z.array(z.string().min(1)).default([]),
  labourMinutes: z.number().int().positive().max(960),
  /** Whether the model's interval begins anew once it is done. */
  renewsInterval: z.boolean().default(false),
  bayKind: id,
  skill: id,
  parts: z
    .array(z.strictObject({ name: words, priceFen: fen, quantity: z.number().int().positive().default(1) }))
    .default([]),
  /** Price of the labour alone: from … to. */
  labourFen: z
    .strictObject({ low: fen, high: fen })
    .refine((price) => price.low <= price.high, 'low must not exceed high'),
  warranty: words,
})

export const shopProfile = z.strictObject({
  name: words,
  phone: z.string().regex(/^\+\d{8,15}$/, 'expected a phone number such as +862150000000'),
  address: words,
  location: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'expected a time zone such as Asia/Shanghai'),
  language: z.enum(languages),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected a currency such as CNY'),

  opening: week,
  /** Closed days, from the first to the last. */
  holidays: z.array(z.strictObject({ from: day, to: day, name: words })).default([]),
  /** Days with hours of their own, for which everybody comes; they win over weekdays and holidays. */
  extraDays: z.array(z.strictObject({ on: day, hours: dayHours, name: words })).default([]),

  /** Offered times lie on this grid of the wall clock. */
  slotMinutes: cells.default(30),
  /** How far ahead, and how long before, an appointment can be booked; how long a chosen time is held. */
  horizonDays: z.number().int().positive().max(180).default(30),
  leadMinutes: z.number().int().nonnegative().default(60),
  holdMinutes: z.number().int().positive().default(5),
  /** The advisor's time at the beginning of a visit, and the bay's after the work. */
  intakeMinutes: cells.default(15),
  bufferMinutes: cells.or(z.literal(0)).default(15),
  /** Share of each day's labour kept for customers without an appointment. */
  walkInReserve: z.number().min(0).max(0.9).default(0.2),

  bays: z.array(z.strictObject({ id, name: words, kinds: z.array(id).min(1) })).min(1),
  /** `hours` beyond the shop's opening count for nothing; without them a technician is there whenever it is open. */
  technicians: z
    .array(
      z.strictObject({
        id,
        name: words,
        skills: z.array(id).min(1),
        hours: week.optional(),
        dailyMinutes: z.number().int().positive().default(420),
      }),
    )
    .min(1),
  advisors: z.array(z.strictObject({ id, name: words, shifts: week })).min(1),

  items: z.array(item).min(1),
  /** The item booked when a customer tells of a fault and names no work. */
  concernItemId: id,
  /** What advisors often say; `{customer}` and the like are filled in when they do. */
  cannedReplies: z.array(z.strictObject({ id, name: words, text: cannedWords })).default([]),
  /** What a customer with an appointment gets that others do not. */
  care: words,
  models: z
    .array(
      z.strictObject({
        id,
        name: words,
        intervalKm: z.number().int().positive(),
        intervalMonths: z.number().int().positive(),
      }),
    )
    .default([]),
  settings,
})
