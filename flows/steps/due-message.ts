import type { Language } from '../../src/language.ts'
import { texts } from '../../src/language.ts'
import { bold, joined, type Rich } from '../../src/messages/screen.ts'
import type { Due } from '../../src/shop/care/due.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import type { ShopProfile } from '../../src/shop/profile/shop-profile.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { dueInWords } from './due.ts'

const dueMessageTexts = texts(
  {
    hello: (name: string, plate: string) => (name ? `🚗 ${name}您好，您的 ${plate}：` : `🚗 您好，您的 ${plate}：`),
    welcome: (name: string, advisor: string, shop: string) =>
      `🚗 ${name ? `${name}您好` : '您好'}，我是${shop}的${advisor}。`,
    comeBy: (plate: string) => `您的 ${plate} 有一阵没见了，`,
    forACheck: '方便的时候过来做个检查吧，',
    invites: '提前约好不用等，点下面两下就好。',
    script: (shop: string) => `「您好，这里是${shop}，提醒您：」`,
    asks: '「这周方便过来吗？工位给您留好。」',
  },
  {
    hello: (name: string, plate: string) =>
      name ? `🚗 Hello ${name}, about your ${plate}:` : `🚗 About your ${plate}:`,
    welcome: (name: string, advisor: string, shop: string) =>
      `🚗 ${name ? `Hello ${name}` : 'Hello'}, this is ${advisor} at ${shop}.`,
    comeBy: (plate: string) => `We haven’t seen your ${plate} for a while. `,
    forACheck: 'Come by for a check when it suits you. ',
    invites: 'Book ahead and there’s no waiting: two taps below.',
    script: (shop: string) => `“Hello, this is ${shop}, a reminder for you:”`,
    asks: '“Would this week suit you? We’ll keep a bay free.”',
  },
)

/** What is said in the chat of what is due: each with its reasons, so that nobody wonders why and why today. */
export function dueText(
  dues: Due[],
  { customer, vehicle }: { customer: Customer; vehicle: Vehicle },
  language: Language,
): Rich {
  const t = dueMessageTexts[language]
  return joined([
    bold(t.hello(customer.name ?? '', showPlate(vehicle.plate))),
    ...dues.map((due) => `• ${dueInWords(due, language, { doubts: false })}`),
    t.invites,
  ])
}

/** A word of welcome where nothing is due. */
export function invitingText(
  known: { customer: Customer; vehicle: Vehicle | null; advisor: { name: string }; shop: string },
  language: Language,
): Rich {
  const { customer, vehicle, advisor, shop } = known
  const t = dueMessageTexts[language]
  const comeBy = vehicle ? t.comeBy(showPlate(vehicle.plate)) : ''
  return joined([bold(t.welcome(customer.name ?? '', advisor.name, shop)), `${comeBy}${t.forACheck}${t.invites}`])
}

/** What an advisor says on the phone. */
export function callScript(dues: Due[], vehicle: Vehicle, shop: ShopProfile): string {
  const t = dueMessageTexts[shop.language]
  return [
    t.script(shop.name[shop.language]),
    `${showPlate(vehicle.plate)}`,
    ...dues.map((due) => `• ${dueInWords(due, shop.language)}`),
    t.asks,
  ].join('\n')
}
