import { z } from 'zod'
import { flow } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import { findItems } from '../../src/shop/profile/items.ts'
import { parseAmount } from '../../src/shop/visits/amount.ts'
import { pageOf } from '../steps/rows.ts'
import { draft, knows } from './draft.ts'
import { begin, complete, readMileage, toConfirm, toggled } from './path.ts'
import { amountScreen, backwardsScreen, confirmScreen, declinedScreen, doneScreen, mileageScreen } from './screens.ts'
import { completionTexts } from './texts.ts'

/** The car is handed back: what an advisor notes of it in the customer's topic, by buttons and short answers. */
export const completion = flow({
  name: 'completion',
  version: 1,
  knows,
  inputs: {
    /** The visit's id. */
    start: z.string(),
    correct: z.string(),
  },
  entries: {
    start: (c, visitId) => begin(c, visitId, false),
    correct: (c, visitId) => begin(c, visitId, true),
  },
  steps: {
    mileage: {
      show: mileageScreen,
      taps: { skip: (c) => ({ to: 'done', state: draft.parse(c.state) }) },
      text: (c, { text }) => (skipping.test(text.trim()) ? { to: 'done', state: c.state } : readMileage(c, text)),
    },
    backwards: {
      show: backwardsScreen,
      taps: {
        right: (c) => ({ to: 'done', state: { ...draft.parse(c.state), confirmed: true } }),
        retype: (c) => ({ to: 'mileage', state: draft.parse(c.state) }),
      },
      text: (c, { text }) => readMileage(c, text),
      back: (c) => ({ to: 'mileage', state: c.state }),
    },
    done: {
      show: doneScreen,
      taps: {
        item: (c, value) => {
          const state = draft.parse(c.state)
          const done = toggled(state.done, value)
          return { to: 'done', state: { ...state, done, declined: state.declined.filter((id) => !done.includes(id)) } }
        },
        page: (c, value) => ({ to: 'done', state: { ...draft.parse(c.state), page: pageOf(value) } }),
        next: (c) => {
          const state = draft.parse(c.state)
          if (state.done.length === 0) return { stay: completionTexts[c.language].nothingDone }
          return { to: 'declined', state: { ...state, page: 0 } }
        },
      },
      text: (c, { text }) => {
        const done = findItems(c.shop.profile.current(), text).map(({ id }) => id)
        if (done.length === 0) return null
        const declined = c.state.declined.filter((id) => !done.includes(id))
        return { to: 'declined', state: { ...c.state, done, declined, page: 0 } }
      },
      back: (c) => ({ to: 'mileage', state: c.state }),
    },
    declined: {
      show: declinedScreen,
      taps: {
        item: (c, value) => {
          const state = draft.parse(c.state)
          return { to: 'declined', state: { ...state, declined: toggled(state.declined, value) } }
        },
        page: (c, value) => ({ to: 'declined', state: { ...draft.parse(c.state), page: pageOf(value) } }),
        next: (c) => ({ to: 'amount', state: draft.parse(c.state) }),
      },
      text: (c, { text }) => {
        if (none.test(text.trim())) return { to: 'amount', state: { ...c.state, declined: [] } }
        const named = findItems(c.shop.profile.current(), text).map(({ id }) => id)
        const declined = named.filter((id) => !c.state.done.includes(id))
        return declined.length > 0 ? { to: 'amount', state: { ...c.state, declined } } : null
      },
      back: (c) => ({ to: 'done', state: { ...c.state, page: 0 } }),
    },
    amount: {
      show: amountScreen,
      taps: { paid: (c, fen) => toConfirm(draft.parse(c.state), Number(fen)) },
      text: (c, { text }) => {
        const paidFen = parseAmount(text)
        if (!isRefusal(paidFen)) return toConfirm(c.state, paidFen)
        return /\d/.test(text.normalize('NFKC')) ? { stay: completionTexts[c.language].amountUnclear } : null
      },
      back: (c) => ({ to: 'declined', state: { ...c.state, page: 0 } }),
    },
    confirm: {
      show: confirmScreen,
      taps: { confirm: (c) => complete({ ...c, state: knows.confirm.parse(c.state) }) },
      back: (c) => ({ to: 'amount', state: c.state }),
    },
  },
})

const skipping = /^(?:没看|没读|跳过|不知道|skip|not read|no)[。.!]?$/iu
const none = /^(?:没有|无|都做了|none|nothing|no)[。.!]?$/iu
