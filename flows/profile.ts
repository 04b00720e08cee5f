import { z } from 'zod'
import { type Context, flow, type Move } from '../src/conversation/flow.ts'
import { languages } from '../src/language.ts'
import { isRefusal } from '../src/refusal.ts'
import { maskPhone } from '../src/shop/customers/phone.ts'
import {
  aboutScreen,
  cardScreen,
  consentsScreen,
  eraseScreen,
  exportedScreen,
  farewellScreen,
} from './profile/screens.ts'
import { profileTexts } from './profile.texts.ts'
import { consentTexts, consentTextVersion, purposes } from './steps/consents.ts'
import { phoneScreen, refuseTyped, takePhone } from './steps/phone.ts'

const nothing = z.null()
const knows = { card: nothing, phone: nothing, name: nothing, consents: nothing, about: nothing, erase: nothing }
type Next = Move<typeof knows>

const nameCharactersAtMost = 40

/** 我的资料: what we keep of a customer is theirs to see, change, take along and erase. */
export const profile = flow({
  name: 'profile',
  version: 1,
  footer: 'menu',
  knows,
  inputs: { open: z.string(), phone: z.string(), consents: z.string(), optOut: z.string() },
  entries: {
    open: () => to('card'),
    phone: () => to('phone'),
    consents: () => to('consents'),
    /** 退订: no more marketing, at once and without a question. */
    optOut: (c) => answer(c, 'marketing', false, 'word'),
  },
  steps: {
    card: {
      show: cardScreen,
      taps: {
        phone: () => to('phone'),
        name: () => to('name'),
        consents: () => to('consents'),
        about: () => to('about'),
        speak: async (c, value) => {
          const language = languages.find((known) => known === value)
          const customer = language && (await c.shop.customers.setLanguage(c.customer._id, language, c.chat))
          return { ...to('card'), customer }
        },
      },
      back: home,
    },
    phone: {
      show: (c) => phoneScreen(c),
      text: (_, { text }) => refuseTyped(text),
      contact: async (c, contact) => {
        const customer = await takePhone(c, contact)
        if (isRefusal(customer)) return { refuse: customer }
        const notice = profileTexts[customer.language].phoneDone(maskPhone(customer.phone ?? ''))
        return { to: 'card', state: null, notice, customer }
      },
      back: () => to('card'),
    },
    name: {
      show: ({ language }) => ({ text: profileTexts[language].askName }),
      text: async (c, { text }) => {
        const t = profileTexts[c.language]
        const name = text.trim().replace(/\s+/g, ' ')
        if (name.length > nameCharactersAtMost || !/\p{L}/u.test(name)) return { stay: t.nameUnclear }
        const customer = await c.shop.customers.rename(c.customer._id, name, c.chat)
        return { to: 'card', state: null, notice: t.named(name), customer }
      },
      back: () => to('card'),
    },
    consents: {
      show: consentsScreen,
      taps: {
        allow: (c, purpose) => answer(c, purpose, true, 'profile'),
        stop: (c, purpose) => answer(c, purpose, false, 'profile'),
      },
      back: () => to('card'),
    },
    about: {
      show: aboutScreen,
      taps: {
        export: async (c) => {
          const held = await c.shop.privacy.exportOf(c.customer._id)
          return isRefusal(held) ? { refuse: held } : { done: exportedScreen(c, held) }
        },
        erase: () => to('erase'),
      },
      back: () => to('card'),
    },
    erase: {
      show: eraseScreen,
      taps: {
        keep: () => to('about'),
        appointments: () => ({ enter: 'appointments', entry: 'open', input: '' }),
        confirm: async (c) => {
          const [next] = await c.shop.appointments.upcoming(c.customer._id)
          if (next) return to('erase')
          await c.shop.privacy.erase(c.customer._id)
          return { done: farewellScreen(c) }
        },
      },
      back: () => to('about'),
    },
  },
})

const to = (step: keyof typeof knows): Next => ({ to: step, state: null })

function home(): Next {
  return { enter: 'menu', entry: 'open', input: '' }
}

/** Notes the answer to one consent, with the words it was given to and where. */
async function answer(c: Context<unknown>, value: string, granted: boolean, source: string): Promise<Next> {
  const purpose = purposes.find((known) => known === value)
  if (!purpose) return to('consents')
  const facts = { purpose, granted, textVersion: consentTextVersion, source, by: c.by }
  const customer = await c.shop.customers.setConsent(c.customer._id, facts)
  const t = profileTexts[c.language]
  const label = consentTexts[c.language][purpose]
  return { to: 'consents', state: null, notice: granted ? t.allowed(label) : t.stopped(label), customer }
}
