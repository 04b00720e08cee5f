/** Someone whose facts are asked for or erased: the surviving record's id, and the chats that belong to it. */
export type Person = { customerId: string; chats: string[] }

/** What one room holds of people. `eraseOf` may run again after a crash and then finds less, or nothing. */
export type PersonalData = {
  /** The room's name, the key of its part in an export. */
  name: string
  /** Everything held of the person, as plain data; `null` or an empty list when nothing is. */
  exportOf(person: Person): Promise<unknown>
  eraseOf(person: Person): Promise<void>
}
