import type { Connection } from 'mongoose'
import { isDuplicate } from '../shop/change.ts'
import type { PersonalData } from '../shop/personal-data.ts'
import { type Conversation, conversationModel, newConversation } from './conversation.ts'

/** The door to conversation records. */
export function createConversations({ connection }: { connection: Connection }) {
  const model = conversationModel(connection)

  /** The record of a chat, a blank one (revision 0, not stored) for a chat never seen. */
  async function open(chat: string): Promise<Conversation> {
    return (await model.findById(chat).lean<Conversation>()) ?? newConversation(chat)
  }

  /** Writes `next` if the stored revision is still the one before it; `false` when another process was first. */
  async function save(next: Conversation): Promise<boolean> {
    try {
      const filter = { _id: next._id, revision: next.revision - 1 }
      const { matchedCount, upsertedCount } = await model.replaceOne(filter, next, { upsert: next.revision === 1 })
      return matchedCount + upsertedCount === 1
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /**
   * Answers of a half-finished flow are personal: exported and erased with the person. The revision stays, since the
   * farewell is said in the very turn that erases.
   */
  const personalData: PersonalData = {
    name: 'conversations',
    exportOf: ({ chats }) => model.find({ _id: { $in: chats } }, { flow: 1 }).lean(),
    async eraseOf({ chats }) {
      await model.updateMany({ _id: { $in: chats } }, { $set: { flow: null, said: [] } })
    },
  }

  return { open, save, personalData }
}

export type Conversations = ReturnType<typeof createConversations>
