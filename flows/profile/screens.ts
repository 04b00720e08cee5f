import type { Context } from '../../src/conversation/flow.ts'
import { type Button, joined, type Screen } from '../../src/messages/screen.ts'
import { isRefusal } from '../../src/refusal.ts'
import { consentsTo } from '../../src/shop/customers/customer.ts'
import { maskPhone } from '../../src/shop/customers/phone.ts'
import type { About, Export } from '../../src/shop/privacy/privacy.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import { profileTexts } from '../profile.texts.ts'
import { wordRefusal } from '../refusals.ts'
import { box, consentTexts, purposes } from '../steps/consents.ts'
import { showDate, showInstant } from '../steps/showing.ts'

const words = (c: Context<unknown>) => profileTexts[c.language]

export function cardScreen(c: Context<unknown>): Screen {
  const t = words(c)
  const { name, phone, phoneVerifiedAt, language } = c.customer
  const labels = consentTexts[c.language]
  const radio = (value: typeof language, label: string): Button => ({
    label: `${language === value ? '● ' : ''}${label}`,
    tap: 'speak',
    value,
  })
  return {
    text: joined([
      t.title,
      t.name(name ?? t.noName),
      phone ? t.phone(maskPhone(phone), phoneVerifiedAt !== null) : t.noPhone,
      ...purposes.map((purpose) => t.consent(labels[purpose], consentsTo(c.customer, purpose))),
    ]),
    rows: [
      [
        { label: t.setPhone, tap: 'phone' },
        { label: t.setName, tap: 'name' },
      ],
      [radio('zh-CN', t.chinese), radio('en', t.english)],
      [
        { label: t.consents, tap: 'consents' },
        { label: t.about, tap: 'about' },
      ],
    ],
  }
}

/** Two toggles. What a tap wants is in the button, so that one handled twice does not undo itself. */
export function consentsScreen(c: Context<unknown>): Screen {
  const labels = consentTexts[c.language]
  const toggles = purposes.map((purpose): Button[] => {
    const granted = consentsTo(c.customer, purpose)
    return [{ label: box(granted, labels[purpose]), tap: granted ? 'stop' : 'allow', value: purpose }]
  })
  return { text: words(c).consentsAre, rows: toggles }
}

/** 您知道我什么: the main facts, and how much there is of each kind. */
export async function aboutScreen(c: Context<unknown>): Promise<Screen> {
  const t = words(c)
  const about = await c.shop.privacy.about(c.customer._id)
  if (isRefusal(about)) return { text: wordRefusal(about, c.language) }
  const { zone } = c.shop.profile.current()
  return {
    text: joined([
      t.aboutTitle,
      t.since(showDate(dayOf(zone, about.knownSince), c.language)),
      about.name && t.name(about.name),
      about.phone && t.phone(about.phone, c.customer.phoneVerifiedAt !== null),
      ...counts(about, c),
      t.aboutHint,
    ]),
    rows: [
      [
        { label: t.export, tap: 'export' },
        { label: t.erase, tap: 'erase' },
      ],
    ],
  }
}

function counts({ held }: About, c: Context<unknown>): string[] {
  const t = words(c)
  const named = Object.entries(t.rooms).map(([room, label]) => ({ label, count: held[room] ?? 0 }))
  const all = Object.values(held).reduce((sum, count) => sum + count, 0)
  const others = { label: t.others, count: all - named.reduce((sum, { count }) => sum + count, 0) }
  return [...named, others].filter(({ count }) => count > 0).map(({ label, count }) => t.held(label, count))
}

export function exportedScreen(c: Context<unknown>, held: Export): Screen {
  const t = words(c)
  return {
    text: t.exported,
    rows: [
      [
        { label: t.card, enter: 'profile', entry: 'open' },
        { label: t.menu, enter: 'menu', entry: 'open' },
      ],
    ],
    attach: [{ kind: 'file', name: 'my-details.json', mime: 'application/json', text: JSON.stringify(held, null, 2) }],
  }
}

/** The check before everything is erased; whoever is still expected at the shop is asked to cancel first. */
export async function eraseScreen(c: Context<unknown>): Promise<Screen> {
  const t = words(c)
  const [next] = await c.shop.appointments.upcoming(c.customer._id)
  if (next) {
    const when = showInstant(next.startsAt, { language: c.language, zone: c.shop.profile.current().zone, now: c.now })
    return { text: t.stillBooked(when), rows: [[{ label: t.appointments, tap: 'appointments', style: 'primary' }]] }
  }
  return {
    text: t.askErase,
    rows: [
      [{ label: t.keep, tap: 'keep', style: 'primary' }],
      [{ label: t.confirmErase, tap: 'confirm', style: 'danger' }],
    ],
  }
}

export function farewellScreen(c: Context<unknown>): Screen {
  const t = words(c)
  return { text: t.farewell, rows: [[{ label: t.again, enter: 'welcome', entry: 'start' }]] }
}
