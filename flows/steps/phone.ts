import type { Context } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import { bold, joined, type Rich, rich, type Screen } from '../../src/messages/screen.ts'
import { type Refusal, refuse } from '../../src/refusal.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { maskPhone } from '../../src/shop/customers/phone.ts'

const phoneTexts = texts(
  {
    now: (masked: string) => rich`现在的手机号：${bold(masked)}`,
    ask: '📱 请点输入框下方的「分享我的手机号」，只用来确认是您本人，以及有事时联系您。',
    share: '📱 分享我的手机号',
  },
  {
    now: (masked: string) => rich`Your number: ${bold(masked)}`,
    ask: '📱 Please tap “Share my number” below. We use it only to confirm it’s you, and to reach you about your visit.',
    share: '📱 Share my number',
  },
)

/**
 * Asks for the customer's own phone through the channel, which vouches for it; the answer is a contact. `lead` says
 * what it is wanted for.
 */
export function phoneScreen({ language, customer }: Context<unknown>, lead?: Rich): Screen {
  const t = phoneTexts[language]
  return {
    text: joined([lead, customer.phone && t.now(maskPhone(customer.phone)), t.ask]),
    ask: 'contact',
    rows: [[{ label: t.share, tap: 'share' }]],
  }
}

/**
 * Notes a shared contact as the customer's proven phone; answers who the customer is now, which may be a record known
 * before. Somebody else's card is refused.
 */
export async function takePhone(
  { shop, customer, chat }: Context<unknown>,
  { phone, own }: { phone: string; own: boolean },
): Promise<Customer | Refusal<PhoneRefusal>> {
  if (!own) return refuse('phone-not-own')
  return shop.customers.verifyPhone({ id: customer._id, chat, phone, by: chat })
}

export type PhoneRefusal = 'phone-invalid' | 'phone-not-own' | 'phone-typed'

/** The kind "no" to a number that was typed instead of shared, since anybody can type anybody's; `null` for other words. */
export function refuseTyped(text: string): { refuse: Refusal<PhoneRefusal> } | null {
  const digits = text.normalize('NFKC').replace(/[\s()+.\-‐-―]/g, '')
  return /\d{7,15}/.test(digits) ? { refuse: refuse('phone-typed') } : null
}
