import type { Customer } from './customer.ts'

/** What somebody's records say of a person; `null` for what is not known there. */
export type PersonTold = { [Fact in 'name' | 'language' | 'note']: Customer[Fact] | null }

/** What of it a customer's record takes over: who proved their phone has spoken for themselves, and keeps name and language. */
export function personLearned(
  { name, language, note, phoneVerifiedAt }: Customer,
  said: PersonTold,
): Partial<Pick<Customer, 'name' | 'language' | 'note'>> {
  const own = phoneVerifiedAt !== null
  return {
    ...(said.name && said.name !== name && (!own || name === null) && { name: said.name }),
    ...(said.language && said.language !== language && !own && { language: said.language }),
    ...(said.note && said.note !== note && { note: said.note }),
  }
}
