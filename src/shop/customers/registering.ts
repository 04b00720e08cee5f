import type { Clock } from '../../clock.ts'
import { type Change, insertAbsent } from '../change.ts'
import type { CustomerModel, StoredCustomer } from './customer.ts'

/** Many customers at once, known from elsewhere and without a chat. */
export function createRegistering({ records, clock }: { records: CustomerModel; clock: Clock }) {
  /** Those who hold these phones (E.164), in no order. */
  const byPhones = (phones: string[]): Promise<StoredCustomer[]> =>
    records.find({ phone: { $in: [...new Set(phones)] } }).lean<StoredCustomer[]>()

  /**
   * Makes a record of each, unless somebody holds that phone by now. Answers, for each id given, the id of the customer
   * who holds the phone. Phones count as unproven until their owners verify them.
   */
  async function registerAll(people: StoredCustomer[], by: string): Promise<Map<string, string>> {
    const at = clock.now()
    const line = ({ phone }: StoredCustomer): Change => ({ at, by, what: 'phone', old: null, new: phone })
    await insertAbsent(
      records,
      people.map((person) => ({ ...person, history: [line(person)] })),
    )
    const holders = new Map(
      (await byPhones(people.flatMap(({ phone }) => phone ?? []))).map((one) => [one.phone, one._id]),
    )
    return new Map(people.map(({ _id, phone }) => [_id, holders.get(phone) ?? _id]))
  }

  return { byPhones, registerAll }
}
