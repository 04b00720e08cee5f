import { z } from 'zod'
import { type Context, flow } from '../../src/conversation/flow.ts'
import { saysYes } from '../steps/agreeing.ts'
import { daysScreen, earlierWeek, hoursScreen, noTimeOn, whichScreen } from '../steps/choosing-time.ts'
import { pageOf } from '../steps/rows.ts'
import { wish } from '../steps/schemas.ts'
import {
  cancelBecause,
  confirmMove,
  home,
  keepSent,
  knows,
  moveTo,
  type Next,
  one,
  onTime,
  pick,
  pointed,
  present,
  today,
  toWish,
} from './path.ts'
import {
  cancelScreen,
  listScreen,
  moveCheckScreen,
  moveScreen,
  noneScreen,
  oneScreen,
  progressOf,
  soughtFor,
  withWaiting,
} from './screens.ts'

/** 我的预约: see, move in three taps, cancel in two. Whatever old message is tapped, the present truth is shown. */
export const appointments = flow({
  name: 'appointments',
  version: 1,
  footer: 'menu',
  knows,
  inputs: { open: z.string(), move: z.string(), moveTo: z.array(wish).min(1), cancel: z.string() },
  entries: {
    open: (c) => present(c),
    /** With an id from a button; without one it is the only appointment that is meant, or the customer chooses. */
    move: (c, id) => pointed(c, id, 'move'),
    moveTo,
    cancel: (c, id) => pointed(c, id, 'cancel'),
  },
  when: onTime,
  steps: {
    none: {
      show: (c) => withWaiting(c, noneScreen(c)),
      taps: { book: () => ({ enter: 'booking', entry: 'start', input: '' }) },
    },
    list: {
      show: (c) => withWaiting(c, listScreen(c)),
      taps: {
        one: (c, id) => {
          const { intent, options } = knows.list.parse(c.state)
          return pointed(c, id, intent, options)
        },
        page: (c, value) => ({ to: 'list', state: { ...knows.list.parse(c.state), page: pageOf(value) } }),
      },
      back: home,
    },
    one: {
      show: (c) => withWaiting(c, oneScreen(c)),
      media: keepSent,
      taps: {
        move: (c) => ({ to: 'move', state: { id: one.parse(c.state).id, wish: null } }),
        cancel: (c) => ({ to: 'cancel', state: one.parse(c.state) }),
      },
      back: async (c) => {
        const next = await present(c)
        return 'to' in next && next.to === 'list' ? next : home()
      },
    },
    move: {
      show: moveScreen,
      media: keepSent,
      taps: { pick, days: (c) => toDays(c, today(c)) },
      back: (c) => ({ to: 'one', state: { id: c.state.id } }),
    },
    which: {
      show: (c) => ({ ...whichScreen(c), progress: progressOf(1) }),
      media: keepSent,
      taps: {
        this: (c, value) => {
          const { id, options } = knows.which.parse(c.state)
          return toWish(c, id, options[Number(value)] ?? null)
        },
      },
      back: toMove,
    },
    days: {
      show: async (c) => ({ ...(await daysScreen(c, await sought(c), c.state.fromDay)), progress: progressOf(1) }),
      media: keepSent,
      taps: {
        day: async (c, onDay) => {
          const no = await noTimeOn(c, await sought(c), onDay)
          return no ? { refuse: no } : { to: 'hours', state: { id: one.parse(c.state).id, onDay } }
        },
        week: toDays,
      },
      back: (c) => {
        const earlier = earlierWeek(c, c.state.fromDay)
        return earlier ? toDays(c, earlier) : toMove(c)
      },
    },
    hours: {
      show: async (c) => ({ ...(await hoursScreen(c, await sought(c), c.state)), progress: progressOf(1) }),
      media: keepSent,
      taps: {
        pick,
        page: (c, value) => ({ to: 'hours', state: { ...knows.hours.parse(c.state), page: pageOf(value) } }),
      },
      back: (c) => toDays(c, c.state.onDay),
    },
    check: {
      show: moveCheckScreen,
      media: keepSent,
      text: (c, { text }) => (saysYes(text) ? confirmMove(c) : null),
      taps: { confirm: confirmMove, keep: toOne },
      back: toMove,
    },
    cancel: {
      show: cancelScreen,
      media: keepSent,
      taps: { keep: toOne, because: cancelBecause },
      back: toOne,
    },
  },
})

function toOne(c: Context<unknown>): Next {
  return { to: 'one', state: one.parse(c.state) }
}

function toMove(c: Context<unknown>): Next {
  return { to: 'move', state: { id: one.parse(c.state).id, wish: null } }
}

function toDays(c: Context<unknown>, fromDay: string): Next {
  return { to: 'days', state: { id: one.parse(c.state).id, fromDay } }
}

const sought = async (c: Context<unknown>) => soughtFor(await c.shop.appointments.get(one.parse(c.state).id))
