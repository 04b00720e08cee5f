import { z } from 'zod'
import { type Context, flow, type Move } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import { wordRefusal } from '../refusals.ts'
import { saysYes } from '../steps/agreeing.ts'
import { daysScreen, earlierWeek, noTimeOn } from '../steps/choosing-time.ts'
import { toldIn } from '../steps/concern.ts'
import { phoneScreen, refuseTyped, takePhone } from '../steps/phone.ts'
import { looksLikePlate, plateScreen, readPlate } from '../steps/plate.ts'
import { pageOf } from '../steps/rows.ts'
import { mediaRef, wish } from '../steps/schemas.ts'
import { keepWords, listening, startTelling } from './concern.ts'
import { chosen, concern, type Draft, draft, type Knows, knows, soughtFor, started } from './draft.ts'
import {
  invited,
  like,
  onTime,
  pick,
  start,
  toConfirm,
  toItems,
  toPlate,
  toTime,
  toVehicle,
  withVehicle,
} from './path.ts'
import { rework } from './rework.ts'
import {
  advisorScreen,
  bookedScreen,
  concernScreen,
  confirmScreen,
  heldFor,
  itemsScreen,
  progressOf,
  vehicleScreen,
} from './screens.ts'
import { bookingTexts } from './texts.ts'
import { hoursOrWait, timesOrWait, waitForAll, waitForDay, waitForWish, whichOrWait } from './waiting.ts'

type Next = Move<Knows>

/** 预约: vehicle → what is needed → time → check → booked. What is known is not asked; a typed time is echoed, never booked straight. */
export const booking = flow({
  name: 'booking',
  version: 1,
  knows,
  inputs: {
    /** The vehicle's id, or nothing. */
    start: z.string(),
    /** What was typed: a time, several it could be, items it named, and words that tell of a fault. */
    wish: z.object({ options: z.array(wish).max(3), itemIds: z.array(z.string()), concern: z.array(concern) }),
    /** A picture, or words about a fault, sent out of the blue. */
    concern: z.object({ words: z.string(), media: z.array(mediaRef), message: z.string() }),
    /** The same again as an earlier appointment, at the best time or at `<id>@<instant>`: two taps to a new one. */
    like: z.string(),
    /** What the shop reached out for, by the id of that attempt: two taps to a booking. */
    invited: z.string(),
    /** The visit after which something is to be looked at again. */
    rework: z.string(),
  },
  entries: {
    start: (c, vehicleId) => withVehicle(c, start(), vehicleId),
    wish: async (c, { options, ...seed }) => {
      const [only, second] = options
      if (!second) return toVehicle(c, start({ ...seed, wish: only ?? null }))
      const next = await toVehicle(c, start(seed))
      if (!('to' in next)) return next
      const state = next.to === 'plate' ? null : draft.safeParse(next.state)
      return state?.success
        ? { to: 'which', state: { ...state.data, options } }
        : { ...next, notice: bookingTexts[c.language].timeLater }
    },
    concern: (c, said) => toVehicle(c, start({ concern: [{ ...said, saidAt: c.now }] })),
    like,
    invited,
    rework,
  },
  when: onTime,
  leave: async (c) => {
    const state = started.safeParse(c.state)
    if (state.success) await c.shop.appointments.release(state.data.appointmentId)
  },
  steps: {
    plate: {
      ...listening,
      show: (c) => plateScreen(c),
      text: async (c, { text }) => {
        if (!looksLikePlate(text)) return null
        const vehicle = await readPlate(c, c.state.vehicleId, text)
        return isRefusal(vehicle) ? { refuse: vehicle } : toItems(c, { ...c.state, vehicleId: vehicle._id })
      },
    },
    vehicle: {
      ...listening,
      show: vehicleScreen,
      taps: {
        drive: (c, id) => withVehicle(c, started.parse(c.state), id),
        other: (c) => toPlate(started.parse(c.state)),
        page: (c, value) => ({ to: 'vehicle', state: { ...started.parse(c.state), page: pageOf(value) } }),
      },
    },
    items: {
      ...listening,
      show: itemsScreen,
      text: (c, typed) => {
        const told = toldIn(c, typed)
        if (told.itemIds.length === 0) return startTelling(c, typed)
        return toTime(c, withItems({ ...c.state, concern: [...c.state.concern, ...told.concern] }, told.itemIds))
      },
      taps: {
        item: (c, id) => {
          const known = c.shop.profile.current().items.some((item) => item.id === id)
          const state = draft.parse(c.state)
          return known ? toTime(c, withItems(state, [id])) : { to: 'items', state }
        },
        tell: (c) => ({ to: 'concern', state: draft.parse(c.state) }),
        page: (c, value) => ({ to: 'items', state: { ...draft.parse(c.state), page: pageOf(value) } }),
      },
      back: (c) =>
        c.state.itemIds.length > 0
          ? { to: 'times', state: draft.parse(c.state) }
          : { enter: 'menu', entry: 'open', input: '' },
    },
    concern: {
      ...listening,
      show: concernScreen,
      text: keepWords,
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
      ...listening,
      show: whichOrWait,
      taps: {
        wait: async (c) => {
          const state = knows.which.parse(c.state)
          return (await waitForAll(c, state)) ?? { to: 'which', state }
        },
        this: (c, value) => {
          const { options, ...state } = knows.which.parse(c.state)
          return toItems(c, { ...state, wish: options[Number(value)] ?? null })
        },
      },
      back: (c) => ({ to: c.state.itemIds.length > 0 ? 'times' : 'items', state: draft.parse(c.state) }),
    },
    times: {
      ...listening,
      show: timesOrWait,
      taps: {
        pick,
        days: (c) => toDays(c, dayOf(c.shop.profile.current().zone, c.now)),
        more: (c) => ({ to: 'items', state: draft.parse(c.state) }),
        wait: async (c) => {
          const state = draft.parse(c.state)
          return (await waitForWish(c, state)) ?? { to: 'times', state }
        },
      },
      back: (c) => ({ to: 'items', state: { ...c.state, itemIds: [] } }),
    },
    days: {
      ...listening,
      show: async (c) => ({ ...(await daysScreen(c, soughtFor(c.state), c.state.fromDay)), progress: progressOf(2) }),
      taps: {
        day: async (c, onDay) => {
          const state = draft.parse(c.state)
          const no = await noTimeOn(c, soughtFor(state), onDay)
          // A full day can be waited for.
          return no && no.refused !== 'full' ? { refuse: no } : { to: 'hours', state: { ...state, onDay } }
        },
        week: toDays,
      },
      back: (c) => {
        const earlier = earlierWeek(c, c.state.fromDay)
        return earlier ? toDays(c, earlier) : { to: 'times', state: draft.parse(c.state) }
      },
    },
    hours: {
      ...listening,
      show: async (c) => ({ ...(await hoursOrWait(c)), progress: progressOf(2) }),
      taps: {
        pick,
        page: (c, value) => ({ to: 'hours', state: { ...knows.hours.parse(c.state), page: pageOf(value) } }),
        wait: (c, which) => waitForDay(c, draft.parse(c.state), knows.hours.parse(c.state).onDay, which === 'week'),
      },
      back: (c) => toDays(c, c.state.onDay),
    },
    phone: {
      ...listening,
      show: (c) => ({ ...phoneScreen(c, heldFor(c)), progress: progressOf(3) }),
      text: (_, { text }) => refuseTyped(text),
      contact: async (c, contact) => {
        const customer = await takePhone(c, contact)
        if (isRefusal(customer)) return { refuse: customer }
        return { ...(await toConfirm({ ...c, customer }, c.state)), customer }
      },
      back: (c) => ({ to: 'times', state: draft.parse(c.state) }),
    },
    confirm: {
      ...listening,
      show: confirmScreen,
      text: (c, { text }) => (saysYes(text) ? confirm(c) : null),
      taps: {
        confirm,
        times: (c) => ({ to: 'times', state: { ...draft.parse(c.state), wish: null } }),
        advisors: (c) => ({ to: 'advisor', state: chosen.parse(c.state) }),
      },
      back: (c) => ({ to: 'times', state: draft.parse(c.state) }),
    },
    advisor: {
      ...listening,
      show: advisorScreen,
      taps: { advisor: (c, id) => toConfirm(c, { ...chosen.parse(c.state), advisorId: id || null }) },
      back: (c) => ({ to: 'confirm', state: c.state }),
    },
  },
})

function toDays(c: Context<unknown>, fromDay: string): Next {
  return { to: 'days', state: { ...draft.parse(c.state), fromDay } }
}

const withItems = (state: Draft, ids: string[]): Draft => ({
  ...state,
  itemIds: [...new Set([...state.itemIds, ...ids])],
})

/** The time that was held becomes an appointment; what was told of the fault since then is added to it. */
async function confirm(c: Context<unknown>): Promise<Next> {
  const state = chosen.parse(c.state)
  const booked = await c.shop.appointments.confirm(state.appointmentId, c.by)
  if (isRefusal(booked)) return { to: 'times', state: draft.parse(state), notice: wordRefusal(booked, c.language) }
  for (const piece of state.concern.slice(booked.concern.length))
    await c.shop.appointments.addConcern(booked._id, piece)
  return { done: await bookedScreen(c, booked) }
}
