import { z } from 'zod'
import { type Context, flow } from '../src/conversation/flow.ts'
import { type Language, languages } from '../src/language.ts'
import { joined, type Screen } from '../src/messages/screen.ts'
import { box, consentTexts, consentTextVersion, purposes } from './steps/consents.ts'
import { welcomeTexts } from './welcome.texts.ts'

/** `invitation` is the id of the one that was followed here, if any. */
const hello = z.object({ service: z.boolean(), marketing: z.boolean(), invitation: z.string().default('') })

/** START: language and two separate, unticked consents on one screen, one tap from a booking. */
export const welcome = flow({
  name: 'welcome',
  version: 1,
  footer: false,
  knows: { hello },
  inputs: { start: z.string() },
  entries: { start: (_, invitation) => ({ to: 'hello', state: { service: false, marketing: false, invitation } }) },
  steps: {
    hello: {
      show: (c) => screen(c),
      taps: {
        speak: async (c, value) => {
          const language = languages.find((known) => known === value)
          const customer = language && (await c.shop.customers.setLanguage(c.customer._id, language, c.chat))
          return { to: 'hello', state: hello.parse(c.state), customer }
        },
        tick: (c, value) => {
          const state = hello.parse(c.state)
          if (value === 'service') return { to: 'hello', state: { ...state, service: !state.service } }
          return { to: 'hello', state: { ...state, marketing: !state.marketing } }
        },
        go: async (c, value) => {
          const state = hello.parse(c.state)
          let { customer } = c
          for (const purpose of purposes) {
            const facts = {
              purpose,
              granted: state[purpose],
              textVersion: consentTextVersion,
              source: 'start',
              by: c.by,
            }
            customer = await c.shop.customers.setConsent(customer._id, facts)
          }
          const next = value === 'book' ? 'book' : 'menu'
          if (state.invitation)
            return { enter: 'invited', entry: 'start', input: { invitation: state.invitation, next }, customer }
          if (next === 'book') return { enter: 'booking', entry: 'start', input: '', customer }
          return { enter: 'menu', entry: 'open', input: '', customer }
        },
      },
    },
  },
})

async function screen({ state, language, customer, shop }: Context<z.infer<typeof hello>>): Promise<Screen> {
  const t = welcomeTexts[language]
  const { name } = shop.profile.current()
  const labels = consentTexts[language]
  const radio = (value: Language, label: string) => ({
    label: `${language === value ? '● ' : ''}${label}`,
    tap: 'speak',
    value,
  })
  return {
    text: joined([t.hello(customer.name ?? t.nameless, name[language]), t.consents], '\n\n'),
    rows: [
      [radio('zh-CN', t.chinese), radio('en', t.english)],
      [
        { label: box(state.service, labels.service), tap: 'tick', value: 'service' },
        { label: box(state.marketing, labels.marketing), tap: 'tick', value: 'marketing' },
      ],
      [
        { label: t.book, tap: 'go', value: 'book', style: 'primary' },
        { label: t.look, tap: 'go', value: 'menu' },
      ],
      [{ label: t.human, enter: 'human', entry: 'call' }],
    ],
  }
}
