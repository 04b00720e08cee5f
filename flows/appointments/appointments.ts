import { z } from 'zod'
import { type Context, flow, type Move } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import type { Understood } from '../../src/shop/wishes/wish.ts'
import { wordRefusal } from '../refusals.ts'
import { attachments } from '../steps/appointment-card.ts'
import { daysScreen, hoursScreen, unpackInstant } from '../steps/choosing-time.ts'
import { wish } from '../steps/schemas.ts'
import { shopDay, shopMinute } from '../steps/showing.ts'
import {
  cancelledScreen,
  cancelScreen,
  listScreen,
  moveCheckScreen,
  movedScreen,
  moveScreen,
  noneScreen,
  oneScreen,
  withWaiting,
} from './screens.ts'
import { appointmentsTexts, cancelReasons } from './texts.ts'

const one = z.object({ id: z.string() })
const move = one.extend({ wish: wish.nullable() })
const knows = {
  none: z.null(),
  list: z.null(),
  one,
  move,
  which: one.extend({ options: z.array(wish) }),
  days: one.extend({ fromDay: z.string() }),
  hours: one.extend({ onDay: z.string() }),
  check: one.extend({ startsAt: z.date() }),
  cancel: one,
}
type Knows = typeof knows
type Next = Move<Knows>

/** 我的预约: see, move in three taps, cancel in two. Whatever old message is tapped, the present truth is shown. */
export const appointments = flow({
  name: 'appointments',
  version: 1,
  knows,
  inputs: { open: z.string(), move: z.string(), moveTo: z.array(wish).min(1), cancel: z.string() },
  entries: {
    open: (c) => present(c),
    /** With an id from a button; without one it is the only appointment that is meant, or the customer chooses. */
    move: (c, id) => pointed(c, id, (own) => ({ to: 'move', state: { id: own, wish: null } })),
    /** A new time that was typed; with nothing to move it is a wish for a booking. */
    moveTo,
    cancel: (c, id) => pointed(c, id, (own) => ({ to: 'cancel', state: { id: own } })),
  },
  when: onTime,
  steps: {
    none: {
      show: (c) => withWaiting(c, noneScreen(c)),
      taps: { book: () => ({ enter: 'booking', entry: 'start', input: '' }) },
    },
    list: {
      show: (c) => withWaiting(c, listScreen(c)),
      taps: { one: (c, id) => pointed(c, id, (own) => ({ to: 'one', state: { id: own } })) },
      back: home,
    },
    one: {
      show: (c) => withWaiting(c, oneScreen(c)),
      taps: {
        move: (c) => ({ to: 'move', state: { id: one.parse(c.state).id, wish: null } }),
        cancel: (c) => ({ to: 'cancel', state: one.parse(c.state) }),
      },
      back: home,
    },
    move: {
      show: moveScreen,
      taps: { pick, days: (c) => ({ to: 'days', state: { id: one.parse(c.state).id, fromDay: today(c) } }) },
      back: (c) => ({ to: 'one', state: { id: c.state.id } }),
    },
    which: {
      show: ({ state, language, now, shop }) => ({
        text: appointmentsTexts[language].whichTime,
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
          const { id, options } = knows.which.parse(c.state)
          return toWish(c, id, options[Number(value)] ?? null)
        },
      },
      back: (c) => ({ to: 'move', state: { id: c.state.id, wish: null } }),
    },
    days: {
      show: async (c) => daysScreen(c, await sought(c, c.state.id), c.state.fromDay),
      taps: {
        day: (c, onDay) => ({ to: 'hours', state: { id: one.parse(c.state).id, onDay } }),
        week: (c, fromDay) => ({ to: 'days', state: { id: one.parse(c.state).id, fromDay } }),
      },
      back: (c) => ({ to: 'move', state: { id: c.state.id, wish: null } }),
    },
    hours: {
      show: async (c) => hoursScreen(c, await sought(c, c.state.id), c.state.onDay),
      taps: { pick },
      back: (c) => ({ to: 'days', state: { id: c.state.id, fromDay: c.state.onDay } }),
    },
    check: {
      show: moveCheckScreen,
      taps: {
        confirm: async (c) => {
          const { id, startsAt } = knows.check.parse(c.state)
          const moved = await c.shop.appointments.move({ id, startsAt, by: c.chat })
          if (isRefusal(moved)) return { to: 'move', state: { id, wish: null }, notice: wordRefusal(moved, c.language) }
          return { done: movedScreen(c, moved, attachments(c, moved, appointmentsTexts[c.language].icsUpdated)) }
        },
        keep: (c) => ({ to: 'one', state: { id: one.parse(c.state).id } }),
      },
      back: (c) => ({ to: 'move', state: { id: c.state.id, wish: null } }),
    },
    cancel: {
      show: cancelScreen,
      taps: {
        keep: (c) => ({ to: 'one', state: one.parse(c.state) }),
        because: async (c, value) => {
          const reason = cancelReasons.find((known) => known === value) ?? 'other'
          const { id } = one.parse(c.state)
          const cancelled = await c.shop.appointments.cancel({ id, reason, by: c.chat })
          return isRefusal(cancelled) ? present(c) : { done: cancelledScreen(c, cancelled) }
        },
      },
      back: (c) => ({ to: 'one', state: c.state }),
    },
  },
})

function home(): Next {
  return { enter: 'menu', entry: 'open', input: '' }
}

/** What there is: nothing, one, or a list. */
async function present(c: Context<unknown>): Promise<Next> {
  const [first, second] = await c.shop.appointments.upcoming(c.customer._id)
  if (!first) return { to: 'none', state: null }
  return second ? { to: 'list', state: null } : { to: 'one', state: { id: first._id } }
}

/** Goes on with the appointment that was pointed at, if it is this customer's and still stands. */
async function pointed(c: Context<unknown>, id: string, go: (id: string) => Next): Promise<Next> {
  const own = await c.shop.appointments.upcoming(c.customer._id)
  const meant = id === '' && own.length === 1 ? own[0] : own.find((appointment) => appointment._id === id)
  if (meant) return go(meant._id)
  const next = await present(c)
  return id !== '' && 'to' in next ? { ...next, notice: appointmentsTexts[c.language].gone } : next
}

async function moveTo(c: Context<null>, options: z.infer<typeof wish>[]): Promise<Next> {
  const [only, second] = await c.shop.appointments.upcoming(c.customer._id)
  if (!only) return { enter: 'booking', entry: 'wish', input: { options, itemIds: [] } }
  if (second) return { to: 'list', state: null }
  return options.length > 1
    ? { to: 'which', state: { id: only._id, options } }
    : toWish(c, only._id, options[0] ?? null)
}

/** A time typed while looking at an appointment means: move it there. */
async function onTime(c: Context<unknown>, understood: Understood): Promise<Next> {
  const state = one.safeParse(c.state)
  if (understood.kind === 'none' || !state.success) return { stay: '' }
  if (understood.kind === 'no') return { refuse: understood.refusal }
  if (understood.kind === 'ask') return { to: 'which', state: { id: state.data.id, options: understood.options } }
  return toWish(c, state.data.id, understood.wish)
}

/** An exact wish that is free goes straight to the check; anything else is answered with times close to it. */
async function toWish(c: Context<unknown>, id: string, wanted: z.infer<typeof wish> | null): Promise<Next> {
  const { zone } = c.shop.profile.current()
  if (wanted?.onDay && wanted.fromMinute !== null && wanted.fromMinute === wanted.toMinute) {
    const slots = await c.shop.slots.times({ ...(await sought(c, id)), onDay: wanted.onDay })
    const exact = slots.find((slot) => shopMinute(slot.startsAt, zone) === wanted.fromMinute)
    if (exact) return { to: 'check', state: { id, startsAt: exact.startsAt } }
  }
  return { to: 'move', state: { id, wish: wanted } }
}

function pick(c: Context<unknown>, value: string): Next {
  const { id } = one.parse(c.state)
  const startsAt = unpackInstant(value)
  return startsAt ? { to: 'check', state: { id, startsAt } } : { to: 'move', state: { id, wish: null } }
}

/** What a move looks for: room for the same items, the appointment's own time counting as free. */
async function sought(c: Context<unknown>, id: string) {
  const appointment = await c.shop.appointments.get(id)
  return { itemIds: appointment?.items.map((item) => item.id) ?? [], advisorId: null, not: id }
}

const today = (c: Context<unknown>) => shopDay(c.now, c.shop.profile.current().zone)
