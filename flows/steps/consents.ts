import { texts } from '../../src/language.ts'

/** Raised whenever the words of the two consents change: the ledger says which words were agreed to. */
export const consentTextVersion = '2026-03'

export const consentTexts = texts(
  { service: '服务提醒', marketing: '优惠活动' },
  { service: 'Reminders', marketing: 'Offers' },
)

/** What a customer may allow or stop, each on its own. */
export const purposes = ['service', 'marketing'] as const

/** A toggle as a label: ☑ 服务提醒. */
export const box = (ticked: boolean, label: string) => `${ticked ? '☑' : '☐'} ${label}`
