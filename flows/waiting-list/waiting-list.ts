import { z } from 'zod'
import { type Context, flow, type Move } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { wordRefusal } from '../refusals.ts'
import { phoneScreen, refuseTyped, takePhone } from '../steps/phone.ts'
import { acceptedScreen, declinedScreen, joinedScreen, listScreen } from './screens.ts'
import { waitingListTexts } from './texts.ts'

/** What is waited for, without who waits. */
const wanted = z.object({
  vehicleId: z.string(),
  itemIds: z.array(z.string()).min(1),
  advisorId: z.string().nullable(),
  onDays: z.array(z.iso.date()).min(1),
  fromMinute: z.number().nullable(),
  toMinute: z.number().nullable(),
})
const knows = { phone: wanted, list: z.null() }
type Next = Move<typeof knows>

/** 候补: join, answer an offer in one tap, leave. The phone is asked at joining, so that accepting is one tap. */
export const waitingList = flow({
  name: 'waiting-list',
  version: 2,
  knows,
  inputs: { join: wanted, open: z.string(), accept: z.string(), decline: z.string(), leave: z.string() },
  entries: {
    join: (c, wish) => (c.customer.phone ? join(c, c.customer, wish) : { to: 'phone', state: wish }),
    open: (c) => present(c),
    accept: async (c, appointmentId) => {
      const by = { customerId: c.customer._id, chat: c.chat }
      const booked = await c.shop.waitingList.accept(appointmentId, by)
      if (isRefusal(booked)) return present(c, wordRefusal(booked, c.language))
      return { done: acceptedScreen(c, booked) }
    },
    decline: async (c, appointmentId) => {
      const waiting = await c.shop.waitingList.pass(appointmentId, 'declined', c.customer._id)
      return waiting?.state === 'waiting' ? { done: declinedScreen(c, waiting) } : present(c)
    },
    leave,
  },
  steps: {
    phone: {
      show: (c) => phoneScreen(c),
      text: (_, { text }) => refuseTyped(text),
      contact: async (c, contact) => {
        const customer = await takePhone(c, contact)
        return isRefusal(customer) ? { refuse: customer } : join(c, customer, c.state)
      },
      back: () => ({ enter: 'booking', entry: 'start', input: '' }),
    },
    list: {
      show: listScreen,
      taps: { leave },
      back: () => ({ enter: 'appointments', entry: 'open', input: '' }),
    },
  },
})

async function join(c: Context<unknown>, { _id: customerId }: Customer, wish: z.infer<typeof wanted>): Promise<Next> {
  const waiting = await c.shop.waitingList.join({ ...wish, customerId })
  return { done: await joinedScreen(c, waiting) }
}

async function leave(c: Context<unknown>, id: string): Promise<Next> {
  await c.shop.waitingList.leave(id, c.customer._id)
  return present(c, waitingListTexts[c.language].left)
}

/** The list as it stands; without any, the appointments. */
async function present(c: Context<unknown>, notice?: Extract<Next, { enter: string }>['notice']): Promise<Next> {
  const [first] = await c.shop.waitingList.ofCustomer(c.customer._id)
  if (first) return { to: 'list', state: null, ...(notice && { notice }) }
  return {
    enter: 'appointments',
    entry: 'open',
    input: '',
    notice: notice ?? waitingListTexts[c.language].none,
  }
}
