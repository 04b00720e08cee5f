import type { Account, Chat } from '../chat.ts'
import { pressLivesMs, tellPress } from '../tell.ts'
import type { World } from '../world.ts'

/** Query ids are 64-bit numbers: a bot that reads them as JavaScript numbers loses digits. */
const firstQueryId = 4_611_686_018_427_387_905n

/** Sends a press to the bot; a message that is gone travels as inaccessible, with its ids alone. */
export function pressButton(world: World, account: Account, chat: Chat, messageId: number, data: string): void {
  const serial = BigInt(world.next('press'))
  const id = String(firstQueryId + serial * 2n)
  const at = world.now()
  world.presses.set(id, { id, userId: account.user.id, chatId: chat.about.id, messageId, at })
  forgetOld(world)
  tellPress(world, {
    id,
    from: account.user,
    message: chat.posts.get(messageId)?.message ?? { chat: chat.about, message_id: messageId, date: 0 },
    chat_instance: String(firstQueryId - BigInt(Math.abs(chat.about.id))),
    data,
  })
}

/** Presses nobody answered are forgotten once they are too old to be answered. */
function forgetOld(world: World): void {
  for (const press of world.presses.values()) {
    if (world.now().getTime() - press.at.getTime() <= pressLivesMs) return
    world.presses.delete(press.id)
  }
}
