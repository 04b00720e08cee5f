import { z } from 'zod'
import { flow } from '../src/conversation/flow.ts'
import { isRefusal } from '../src/refusal.ts'
import { invitedTexts } from './invited.texts.ts'
import { phoneScreen, refuseTyped, takePhone } from './steps/phone.ts'

/** The invitation that was followed, by its id, and what its reader wanted to see. */
const following = z.object({ invitation: z.string(), next: z.enum(['book', 'menu']) })

/** Joins a chat with the record its invitation names. The link only says whom to ask: the phone proves who it is. */
export const invited = flow({
  name: 'invited',
  version: 1,
  knows: { prove: following },
  inputs: { start: following },
  entries: { start: (_, input) => ({ to: 'prove', state: input }) },
  steps: {
    prove: {
      show: (c) => phoneScreen(c, invitedTexts[c.language].lead),
      text: (_, { text }) => refuseTyped(text),
      contact: async (c, contact) => {
        const customer = await takePhone(c, contact)
        if (isRefusal(customer)) return { refuse: customer }
        const t = invitedTexts[customer.language]
        const accepted = await c.shop.invitations.accept(c.state.invitation, customer._id)
        const notice = { joined: t.joined, 'of-another': t.ofAnother, gone: t.gone }[accepted ?? 'gone']
        if (c.state.next === 'book') return { enter: 'booking', entry: 'start', input: '', notice, customer }
        return { enter: 'menu', entry: 'open', input: '', notice, customer }
      },
    },
  },
})
