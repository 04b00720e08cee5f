import type { Topic } from '../messages/message.ts'
import type { Customer } from '../shop/customers/customer.ts'
import { maskPhone } from '../shop/customers/phone.ts'

const ofCustomer = 'customer:'

/** The topic in which advisors talk with one customer. Its name is what it was when the topic was made. */
export function customerTopic({ _id, name, phone }: Pick<Customer, '_id' | 'name' | 'phone'>): Topic {
  return { key: ofCustomer + _id, name: [name, phone && maskPhone(phone)].filter(Boolean).join(' · ') || _id }
}

/** Whose topic that is; `null` for one that is about no single customer. */
export const customerOfTopic = (key: string | null): string | null =>
  key?.startsWith(ofCustomer) ? key.slice(ofCustomer.length) : null
