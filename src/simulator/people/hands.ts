import type { TelegramContact, TelegramMessageEntity } from '@gramio/types'
import type { Account, Chat } from '../chat.ts'
import type { MediaKind } from '../files.ts'
import { mediaFields } from '../media.ts'
import { addPost, type Content, editPost, placeFields, removePost } from '../posts.ts'
import { tellEdited, tellMessage } from '../tell.ts'
import type { World } from '../world.ts'
import { captioned, pieces, sample, spoken } from './content.ts'
import { drawn, type Glance, glanced, patienceMs, visible, waitFor } from './look.ts'
import { pressButton } from './press-button.ts'
import type { SimMessage } from './sim-message.ts'

/** Where in the chat something is said, and what of it the person formatted. */
export type Place = { replyTo?: SimMessage | number; topicId?: number; marks?: TelegramMessageEntity[] }

/** What a person does in one chat. Each promise resolves when Telegram has taken it and queued it for the bot. */
export type Hands = {
  says(text: string, place?: Place): Promise<SimMessage>
  /** Presses a button by its label; waits up to 5 s for it. Without `on`: of the newest message that has it. */
  taps(label: string, options?: { on?: SimMessage }): Promise<void>
  /** Sends callback data of one's own making, as a tampered app can. */
  tapsData(data: string, on?: SimMessage): Promise<void>
  /** Shares a contact: one's own, or whatever is given. */
  sharesContact(contact?: Partial<TelegramContact>, place?: Place): Promise<SimMessage>
  /** Forwards the contact card of another person. */
  forwardsContact(contact?: Partial<TelegramContact>): Promise<SimMessage>
  sendsPhoto(caption?: string, place?: Place): Promise<SimMessage>
  sendsVideo(caption?: string, place?: Place): Promise<SimMessage>
  sendsDocument(caption?: string, place?: Place): Promise<SimMessage>
  sendsVoice(place?: Place): Promise<SimMessage>
  sendsSticker(place?: Place): Promise<SimMessage>
  sendsLocation(place?: Place): Promise<SimMessage>
  /** Several photos at once: separate messages with one album id, the caption on the first. */
  sendsAlbum(count: number, caption?: string, place?: Place): Promise<SimMessage[]>
  edits(message: SimMessage, text: string): Promise<SimMessage>
  /** Deletes a message for everybody; bots are never told. */
  deletes(message: SimMessage): Promise<void>
}

/** `assertAble` throws when the app would not let the person act, e.g. before START. */
export function createHands(world: World, account: Account, chat: Chat, assertAble: () => void): Hands {
  function write(content: Content, { replyTo, topicId }: Place = {}): SimMessage {
    assertAble()
    const topic = topicId !== undefined && chat.kind === 'group' ? chat.topics.get(topicId) : undefined
    if (topicId !== undefined && (!topic || topic.deleted)) throw new Error(`There is no topic ${topicId} to write in`)
    const answered =
      replyTo === undefined ? undefined : chat.posts.get(typeof replyTo === 'number' ? replyTo : replyTo.id)
    if (replyTo !== undefined && !answered) throw new Error('The message to answer is gone')
    const place = placeFields(chat, topic ?? null, answered ?? null)
    const post = addPost(world, chat, account.user, { ...place, ...content })
    tellMessage(world, chat, post)
    return drawn(world, chat, post)
  }

  async function sends(kind: MediaKind, caption?: string, place?: Place, extra: Content = {}): Promise<SimMessage> {
    const file = world.files.keep(kind, sample(kind, account.user.id))
    return write({ ...mediaFields(file), ...captioned(caption), ...extra }, place)
  }

  const hands: Hands = {
    async says(text, place) {
      if (text.trim() === '') throw new Error('Nobody can send an empty message')
      const [first = '', ...rest] = pieces(text)
      let last = write(spoken(first, place?.marks), place)
      for (const piece of rest) last = write(spoken(piece), place)
      return last
    },

    async taps(label, { on } = {}) {
      const button = await waitFor(world, chat, `A button "${label}"`, patienceMs, (glance) =>
        buttonFor(label, glance, on),
      )
      if (button.on === 'keyboard') {
        if (chat.keyboard?.oneTime) chat.keyboard = null
        if (button.asksContact) await hands.sharesContact()
        else write({ text: button.label })
        return
      }
      if (button.data === undefined)
        throw new Error(`"${label}" leads to ${button.url ?? 'nowhere'}: the bot hears nothing`)
      assertAble()
      pressButton(world, account, chat, button.messageId, button.data)
    },

    async tapsData(data, on) {
      assertAble()
      const message = on ?? visible(world, chat).findLast((one) => one.from === 'bot')
      if (!message) throw new Error('There is no message of the bot to press a button on')
      pressButton(world, account, chat, message.id, data)
    },

    async sharesContact(contact, place) {
      const { id, first_name, last_name } = account.user
      const own = { phone_number: account.phone, first_name, ...(last_name && { last_name }), user_id: id }
      return write({ contact: contact ? { phone_number: account.phone, first_name, ...contact } : own }, place)
    },

    async forwardsContact(contact) {
      const other = { phone_number: '+8613900000000', first_name: '别人', user_id: account.user.id + 1, ...contact }
      const forward_origin = { type: 'hidden_user' as const, sender_user_name: other.first_name, date: 0 }
      return write({ contact: other, forward_origin })
    },

    sendsPhoto: (caption, place) => sends('photo', caption, place),
    sendsVideo: (caption, place) => sends('video', caption, place),
    sendsDocument: (caption, place) => sends('document', caption, place),
    sendsVoice: (place) => sends('voice', undefined, place),
    sendsSticker: (place) => sends('sticker', undefined, place),
    sendsLocation: async (place) => write({ location: { latitude: 31.2304, longitude: 121.4737 } }, place),

    async sendsAlbum(count, caption, place) {
      const album = { media_group_id: String(world.next('album')) }
      const photos = Array.from({ length: count }, (_, i) =>
        sends('photo', i === 0 ? caption : undefined, place, album),
      )
      return Promise.all(photos)
    },

    async edits(message, text) {
      assertAble()
      const post = chat.posts.get(message.id)
      if (post?.message.from?.id !== account.user.id) throw new Error('Only one’s own message can be edited')
      const isText = post.message.text !== undefined
      editPost(world, chat, post, isText ? { entities: undefined, ...spoken(text) } : captioned(text))
      tellEdited(world, chat, post)
      return drawn(world, chat, post)
    },

    async deletes(message) {
      assertAble()
      if (!removePost(world, chat, message.id)) throw new Error('The message to delete is gone')
    },
  }
  return hands

  /** Looks at the message in hand, or at the newest that has the button, or at the reply keyboard. */
  function buttonFor(label: string, glance: Glance, on?: SimMessage) {
    const candidates = on ? [on] : glanced(world, chat, glance).filter((one) => one.from === 'bot')
    for (const fits of [(l: string) => l === label, (l: string) => l.includes(label)]) {
      const message = candidates.findLast((one) => one.buttons.flat().some((button) => fits(button.label)))
      const button = message?.buttons.flat().find((one) => fits(one.label))
      if (message && button) return { on: 'message' as const, ...button, messageId: message.id }
      const key = on ? undefined : chat.keyboard?.rows.flat().find((one) => fits(one.text))
      if (key) return { on: 'keyboard' as const, label: key.text, asksContact: key.request_contact === true }
    }
    return undefined
  }
}
