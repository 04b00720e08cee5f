import { z } from 'zod'
import { type Context, flow, type Move, type Sent, type Typed } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import { findItems } from '../../src/shop/profile/items.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import type { Understood } from '../../src/shop/wishes/wish.ts'
import { wordRefusal } from '../refusals.ts'
import { daysScreen, unpackInstant } from '../steps/choosing-time.ts'
import { phoneScreen, refuseTyped, takePhone } from '../steps/phone.ts'
import { looksLikePlate, plateScreen, readPlate } from '../steps/plate.ts'
import { mediaRef, wish } from '../steps/schemas.ts'
import { shopDay } from '../steps/showing.ts'
import {
  type Concern,
  chosen,
  concernPiecesAtMost,
  type Draft,
  draft,
  type Knows,
  knows,
  type Started,
} from './draft.ts'
import { start, toConfirm, toItems, toTime, toVehicle } from './path.ts'
import { advisorScreen, bookedScreen, concernScreen, confirmScreen, itemsScreen, vehicleScreen } from './screens.ts'
import { bookingTexts } from './texts.ts'
import { hoursOrWait, timesOrWait, wait } from './waiting.ts'

type Next = Move<Knows>

/** 预约: vehicle → what is needed → time → check → booked. What is known is not asked; a typed time is echoed, never booked straight. */
export const booking = flow({
  name: 'booking',
  version: 1,
  knows,
  inputs: {
    start: z.string(),
    /** What was typed: a time, several it could be, and items it named. */
    wish: z.object({ options: z.array(wish).max(3), itemIds: z.array(z.string()) }),
    /** A picture, or words about a fault, sent out of the blue. */
    concern: z.object({
      words: z.string(),
      media: z.array(mediaRef),
      message: z.string(),
    }),
    /** The same again as an earlier appointment, at the best time or at `<id>@<instant>`: two taps to a new one. */
    like: z.string(),
  },
  entries: {
    start: (c) => toVehicle(c, start()),
    wish: async (c, { options, itemIds }) => {
      const [only, second] = options
      if (!second) return toVehicle(c, start({ itemIds, wish: only ?? null }), only && echo(c, only))
      const next = await toVehicle(c, start({ itemIds }))
      const state = 'state' in next ? draft.safeParse(next.state) : null
      return state?.success ? { to: 'which', state: { ...state.data, options } } : next
    },
    concern: (c, said) => toVehicle(c, start({ concern: [{ ...said, saidAt: c.now }] })),
    like: (c, value) => like(c, value),
  },
  when: (c, understood) => onTime(c, understood),
  leave: async (c) => {
    const state = chosen.safeParse(c.state)
    if (state.success) await c.shop.appointments.release(state.data.appointmentId)
  },
  steps: {
    plate: {
      show: (c) => plateScreen(c),
      media: keepSent,
      text: async (c, { text }) => {
        if (!looksLikePlate(text)) return null
        const vehicle = await readPlate(c, c.state.vehicleId, text)
        return isRefusal(vehicle) ? { refuse: vehicle } : toItems(c, { ...c.state, vehicleId: vehicle._id })
      },
    },
    vehicle: {
      show: vehicleScreen,
      media: keepSent,
      taps: {
        drive: async (c, id) => {
          const own = (await c.shop.vehicles.ofCustomer(c.customer._id)).some((vehicle) => vehicle._id === id)
          return own ? toItems(c, { ...(c.state as Started), vehicleId: id }) : toVehicle(c, c.state as Started)
        },
        other: (c) => ({
          to: 'plate',
          state: { ...(c.state as Started), vehicleId: `veh_${(c.state as Started).appointmentId}` },
        }),
      },
    },
    items: {
      show: itemsScreen,
      media: keepSent,
      edited: keepEdited,
      text: (c, typed) => {
        const found = findItems(c.shop.profile.current(), typed.text)
        if (found.length > 0)
          return toTime(
            c,
            withItems(
              c.state,
              found.map(({ id }) => id),
            ),
          )
        const said = { words: typed.text, media: [], saidAt: c.now, message: typed.message }
        return { to: 'concern', state: { ...c.state, concern: [...c.state.concern, said].slice(-concernPiecesAtMost) } }
      },
      taps: {
        item: (c, id) => {
          const known = c.shop.profile.current().items.some((item) => item.id === id)
          const state = draft.parse(c.state)
          return known ? toTime(c, withItems(state, [id])) : { to: 'items', state }
        },
        tell: (c) => ({ to: 'concern', state: draft.parse(c.state) }),
      },
      back: (c) =>
        c.state.itemIds.length > 0 ? { to: 'times', state: c.state } : { enter: 'menu', entry: 'open', input: '' },
    },
    concern: {
      show: concernScreen,
      text: keepWords,
      media: keepSent,
      edited: keepEdited,
      taps: {
        next: (c) => {
          const state = draft.parse(c.state)
          const { concernItemId } = c.shop.profile.current()
          return toTime(c, state.itemIds.length ? state : withItems(state, [concernItemId]))
        },
      },
      back: (c) => ({ to: 'items', state: c.state }),
    },
    which: {
      show: ({ state, language, now, shop }) => ({
        text: bookingTexts[language].whichTime,
        rows: state.options.map((option, i) => [
          {
            label: describeWish(option, { language, zone: shop.profile.current().zone, now }),
            tap: 'this',
            value: String(i),
          },
        ]),
      }),
      taps: {
        this: (c, value) => {
          const { options, ...state } = knows.which.parse(c.state)
          return toItems(c, { ...state, wish: options[Number(value)] ?? null })
        },
      },
    },
    times: {
      show: timesOrWait,
      media: keepSent,
      edited: keepEdited,
      taps: {
        pick,
        days: (c) => ({
          to: 'days',
          state: { ...draft.parse(c.state), fromDay: shopDay(c.now, c.shop.profile.current().zone) },
        }),
        more: (c) => ({ to: 'items', state: draft.parse(c.state) }),
        wait: (c) => wait(draft.parse(c.state)),
      },
      back: (c) => ({ to: 'items', state: { ...c.state, itemIds: [] } }),
    },
    days: {
      show: (c) => daysScreen(c, c.state, c.state.fromDay),
      media: keepSent,
      taps: {
        day: (c, onDay) => ({ to: 'hours', state: { ...draft.parse(c.state), onDay } }),
        week: (c, fromDay) => ({ to: 'days', state: { ...draft.parse(c.state), fromDay } }),
      },
      back: (c) => ({ to: 'times', state: draft.parse(c.state) }),
    },
    hours: {
      show: hoursOrWait,
      media: keepSent,
      taps: { pick, wait: (c) => wait(draft.parse(c.state), knows.hours.parse(c.state).onDay) },
      back: (c) => ({ to: 'days', state: { ...draft.parse(c.state), fromDay: c.state.onDay } }),
    },
    phone: {
      show: (c) => phoneScreen(c),
      media: keepSent,
      text: (_, { text }) => refuseTyped(text),
      contact: async (c, contact) => {
        const customer = await takePhone(c, contact)
        return isRefusal(customer) ? { refuse: customer } : toConfirm({ ...c, customer }, c.state)
      },
      back: (c) => ({ to: 'times', state: draft.parse(c.state) }),
    },
    confirm: {
      show: confirmScreen,
      media: keepSent,
      taps: {
        confirm: async (c) => {
          const state = chosen.parse(c.state)
          const booked = await c.shop.appointments.confirm(state.appointmentId, c.chat)
          if (isRefusal(booked))
            return { to: 'times', state: draft.parse(state), notice: wordRefusal(booked, c.language) }
          for (const piece of state.concern.slice(booked.concern.length))
            await c.shop.appointments.addConcern(booked._id, piece)
          return { done: await bookedScreen(c, booked) }
        },
        times: (c) => ({ to: 'times', state: { ...draft.parse(c.state), wish: null } }),
        advisors: (c) => ({ to: 'advisor', state: chosen.parse(c.state) }),
      },
      back: (c) => ({ to: 'times', state: draft.parse(c.state) }),
    },
    advisor: {
      show: advisorScreen,
      taps: { advisor: (c, id) => toConfirm(c, { ...chosen.parse(c.state), advisorId: id || null }) },
      back: (c) => ({ to: 'confirm', state: c.state }),
    },
  },
})

const echo = (c: Context<unknown>, option: z.infer<typeof wish>) =>
  bookingTexts[c.language].understood(
    describeWish(option, { language: c.language, zone: c.shop.profile.current().zone, now: c.now }),
  )

const withItems = (state: Draft, ids: string[]): Draft => ({
  ...state,
  itemIds: [...new Set([...state.itemIds, ...ids])],
})

function pick(c: Context<unknown>, value: string): Promise<Next> | Next {
  const startsAt = unpackInstant(value)
  const state = draft.parse(c.state)
  return startsAt ? toConfirm(c, { ...state, startsAt }) : { to: 'times', state }
}

/** The same vehicle and items as before, at the time named or the best there is, one tap from done. */
async function like(c: Context<unknown>, value: string): Promise<Next> {
  const [appointmentId = '', packed = ''] = value.split('@')
  const before = await c.shop.appointments.get(appointmentId)
  if (!before || before.customerId !== c.customer._id) return toVehicle(c, start())
  const state: Draft = {
    ...start({ itemIds: before.items.map(({ id }) => id), advisorId: null }),
    vehicleId: before.vehicleId,
  }
  const named = unpackInstant(packed)
  if (named) return toConfirm(c, { ...state, startsAt: named })
  const [best] = await c.shop.slots.suggest({ itemIds: state.itemIds, advisorId: null })
  return best ? toConfirm(c, { ...state, startsAt: best.startsAt }) : { to: 'times', state }
}

/** A time typed in the middle of a booking: kept, echoed, and used as soon as everything before it is known. */
async function onTime(c: Context<unknown>, understood: Understood): Promise<Next> {
  if (understood.kind === 'no') return { refuse: understood.refusal }
  if (understood.kind === 'none') return { stay: '' }
  const state = draft.safeParse(c.state)
  const options = understood.kind === 'wish' ? [understood.wish] : understood.options
  const [only, second] = options
  if (state.success && second) return { to: 'which', state: { ...state.data, options } }
  if (state.success && only) return toItems(c, { ...state.data, wish: only }, echo(c, only))
  const known = c.state as Started
  return toVehicle(c, { ...known, wish: only ?? null }, only && echo(c, only))
}

function keepWords(c: Context<unknown>, { text, message }: Typed): Next {
  return keep(c, { words: text, media: [], saidAt: c.now, message })
}

function keepSent(c: Context<unknown>, { media, caption, message }: Sent): Next {
  return keep(c, { words: caption, media: [media], saidAt: c.now, message })
}

/** An edit is added to the words it changes; the first words stay. */
function keepEdited(c: Context<unknown>, { text, message }: Typed): Next {
  const known = (c.state as Started).concern.some((piece) => piece.message === message)
  return known
    ? keep(c, { words: text, media: [], saidAt: c.now, message }, bookingTexts[c.language].concernEdited)
    : { stay: '' }
}

/** Rule 4.1: the customer's words are added, never changed, at whatever step they come. */
function keep(c: Context<unknown>, piece: Concern, thanks = bookingTexts[c.language].concernKept): Next {
  const t = bookingTexts[c.language]
  const state = c.state as Started
  if (state.concern.length >= concernPiecesAtMost) return { stay: t.concernFull }
  const notice = piece.media[0]?.kind === 'voice' ? `${thanks}\n${t.voiceNote}` : thanks
  return { stay: notice, state: { ...state, concern: [...state.concern, piece] } }
}
