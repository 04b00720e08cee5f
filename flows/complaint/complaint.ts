import { z } from 'zod'
import { flow } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import { thanksFor } from '../steps/concern.ts'
import { mediaRef } from '../steps/schemas.ts'
import { complaintTexts } from './texts.ts'

/** What a customer adds to a complaint that is open, and says of one that is held to be resolved. */
export const complaint = flow({
  name: 'complaint',
  version: 1,
  aside: true,
  knows: {},
  inputs: {
    told: z.object({ id: z.string(), words: z.string(), media: z.array(mediaRef), message: z.string() }),
    /** The complaint's id. */
    reopen: z.string(),
  },
  entries: {
    told: async (c, { id, ...said }) => {
      const t = complaintTexts[c.language]
      const known = (await c.shop.complaints.openOf(c.customer._id)).some(({ _id }) => _id === id)
      if (!known) return { done: { text: t.nothing } }
      await c.shop.complaints.hear(id, [{ ...said, saidAt: c.now, chat: c.chat, key: c.key }], c.chat)
      return { done: { text: thanksFor(c, said.media, t.told) } }
    },
    reopen: async (c, id) => {
      const t = complaintTexts[c.language]
      const reopened = await c.shop.complaints.reopen(id, c.customer._id, c.chat)
      return { redraw: { text: isRefusal(reopened) ? t.nothing : t.reopened } }
    },
  },
  steps: {},
})
