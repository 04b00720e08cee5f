import type { Clock } from '../../clock.ts'
import type { Language } from '../../language.ts'
import { amend } from '../change.ts'
import { type Consent, type Customer, type CustomerModel, living, type StoredCustomer } from './customer.ts'
import { type PersonTold, personLearned } from './told.ts'

/** Changes to what a customer is and wants. Each throws when there is no such customer. */
export function createProfile({ records, clock }: { records: CustomerModel; clock: Clock }) {
  async function change(id: string, by: string, values: (customer: Customer) => Partial<Customer>): Promise<Customer> {
    const customer = await living(records, id)
    if (!customer) throw new Error(`no customer ${id}`)
    const changed = await amend<StoredCustomer>(records, customer._id, { by, at: clock.now() }, (record) =>
      record.mergedInto ? {} : values(record),
    )
    // Merged while we looked: the change belongs to the survivor.
    return changed && !changed.mergedInto ? changed : change(id, by, values)
  }

  /** The language everything is written to the customer in. */
  const setLanguage = (id: string, language: Language, by: string): Promise<Customer> =>
    change(id, by, () => ({ language }))

  /** The advisor the customer is looked after by; `null` for nobody in particular. */
  const setAdvisor = (id: string, advisorId: string | null, by: string): Promise<Customer> =>
    change(id, by, () => ({ advisorId }))

  /** How the customer is addressed; `null` when nobody knows. */
  const rename = (id: string, name: string | null, by: string): Promise<Customer> => change(id, by, () => ({ name }))

  /** Takes over what somebody's records say of the customer; what is known already writes nothing. */
  const learn = (id: string, told: PersonTold, by: string): Promise<Customer> =>
    change(id, by, (customer) => personLearned(customer, told))

  /**
   * Adds a line to the ledger, which is the current value too; the same answer to the same text again adds nothing, but that
   * saying no is more than a box left unticked at START.
   */
  function setConsent(id: string, answer: Omit<Consent, 'at'>): Promise<Customer> {
    const at = clock.now()
    return change(id, answer.by, ({ consents }) => {
      const last = consents.findLast(({ purpose }) => purpose === answer.purpose)
      const same = last?.granted === answer.granted && last.textVersion === answer.textVersion
      const said = same && (last.granted || last.source === answer.source || last.source !== 'start')
      return said ? {} : { consents: [...consents, { ...answer, at }] }
    })
  }

  return { setLanguage, setAdvisor, rename, learn, setConsent }
}
