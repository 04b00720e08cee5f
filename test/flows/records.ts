import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll } from 'vitest'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import type { openShop } from '../support/open-shop.ts'

export type Records = ReturnType<typeof openRecords>

/** Looks into the database of a shop that is open: what is kept of a person, whatever the screen says. */
export function openRecords(shop: ReturnType<typeof openShop>) {
  let connection: Connection | null = null
  beforeAll(async () => {
    connection = await mongoose.createConnection(shop.stage.databaseUri).asPromise()
  })
  afterAll(() => connection?.close())

  function collection<T extends object>(name: string) {
    if (!connection) throw new Error('the records are not open yet')
    return connection.collection<T>(name)
  }
  const chatOf = (user: SimUser) => `tg:${user.chatId}`

  async function conversationOf(user: SimUser): Promise<Conversation> {
    const found = await collection<Conversation>('conversations').findOne({ _id: chatOf(user) })
    if (!found) throw new Error('nothing was said in this chat yet')
    return found
  }

  async function customerOf(user: SimUser): Promise<Customer> {
    const link = await collection<{ _id: string; customerId: string }>('chats').findOne({ _id: chatOf(user) })
    const customer = link && (await collection<Customer>('customers').findOne({ _id: link.customerId }))
    if (!customer) throw new Error('this chat is nobody’s')
    return customer
  }

  /** Puts a conversation at a step, as a record of yesterday may stand there. */
  async function stand(user: SimUser, flow: NonNullable<Conversation['flow']>): Promise<void> {
    await collection<Conversation>('conversations').updateOne({ _id: chatOf(user) }, { $set: { flow } })
  }

  /** Every document of every collection, as one text each. */
  async function everything(): Promise<{ collection: string; text: string }[]> {
    if (!connection) throw new Error('the records are not open yet')
    const names = await connection.listCollections()
    const all = await Promise.all(
      names.map(async ({ name }) =>
        (await collection(name).find().toArray()).map((document) => ({
          collection: name,
          text: JSON.stringify(document),
        })),
      ),
    )
    return all.flat()
  }

  return { collection, conversationOf, customerOf, stand, everything }
}
