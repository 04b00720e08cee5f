import { z } from 'zod'
import { type Context, flow } from '../src/conversation/flow.ts'
import { joined, type Screen } from '../src/messages/screen.ts'
import { dayOf, hoursInWords } from '../src/shop/profile/opening.ts'
import { menuTexts } from './menu.texts.ts'
import { showInstant } from './steps/showing.ts'

/** Where everything can be reached from, and where leaving a flow leads. */
export const menu = flow({
  name: 'menu',
  version: 1,
  footer: false,
  knows: { menu: z.null() },
  inputs: { open: z.string() },
  entries: { open: () => ({ to: 'menu', state: null }) },
  steps: {
    menu: {
      show: (c) => screen(c),
      taps: {
        book: () => ({ enter: 'booking', entry: 'start', input: '' }),
        mine: () => ({ enter: 'appointments', entry: 'open', input: '' }),
        garage: () => ({ enter: 'garage', entry: 'open', input: '' }),
        profile: () => ({ enter: 'profile', entry: 'open', input: '' }),
        human: () => ({ enter: 'human', entry: 'call', input: '' }),
        shop: (c) => ({ stay: whereAndWhen(c) }),
      },
    },
  },
})

async function screen({ language, customer, shop, now }: Context<null>): Promise<Screen> {
  const t = menuTexts[language]
  const { zone } = shop.profile.current()
  const [next] = await shop.appointments.upcoming(customer._id)
  return {
    text: joined([
      t.hello(customer.name ?? t.nameless),
      next && t.next(showInstant(next.startsAt, { language, zone, now })),
      t.hint,
    ]),
    rows: [
      [
        { label: t.book, tap: 'book', style: 'primary' },
        { label: t.mine, tap: 'mine' },
      ],
      [
        { label: t.garage, tap: 'garage' },
        { label: t.profile, tap: 'profile' },
      ],
      [
        { label: t.human, tap: 'human' },
        { label: t.shop, tap: 'shop' },
      ],
    ],
  }
}

function whereAndWhen({ language, shop, now }: Context<unknown>) {
  const t = menuTexts[language]
  const profile = shop.profile.current()
  const hours = hoursInWords(profile, dayOf(profile.zone, now))
  return t.shopIs(
    profile.name[language],
    profile.address[language],
    profile.phone,
    hours ? t.today(hours) : t.closedToday,
  )
}
