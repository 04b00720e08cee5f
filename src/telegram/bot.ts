import { Telegraf } from 'telegraf'
import type { Engine } from '../conversation/engine.ts'
import type { ChatEvent } from '../conversation/event.ts'
import type { Log } from '../log.ts'
import type { Api } from './api.ts'
import type { Codec } from './codec.ts'
import type { GroupIngress } from './group/group-ingress.ts'
import { eventOf } from './translate.ts'

/** A chat action shows after this long, so that nobody waits before a still screen (experience: 300 ms). */
const patienceMs = 300

/** Characters of an answer to a tap [Bot API]. */
const toastAtMost = 200
const noRights = { can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false }

/**
 * The bot, fed by the inbox through `handleUpdate`. It only translates: what Telegram says becomes a happening of
 * the conversation. Errors leave it, so that the inbox can try again.
 */
export function createBot({
  token,
  botId,
  api,
  engine,
  codec,
  groupIngress,
  log,
}: {
  token: string
  botId: number
  api: Api
  engine: Engine
  codec: Codec
  /** `null` while the shop has no group. */
  groupIngress: GroupIngress | null
  log: Log
}) {
  const bot = new Telegraf(token, { handlerTimeout: Number.POSITIVE_INFINITY, telegram: { webhookReply: false } })
  bot.telegram = api.telegram
  // Else the first update waits for getMe without a limit, and its failure is remembered for ever [Telegraf source].
  bot.botInfo = { id: botId, is_bot: true, first_name: '', username: '', ...noRights }

  bot.use(async (ctx) => {
    if (await groupIngress?.(ctx.update as never)) return
    const event = eventOf(ctx.update as never, { botId, codec })
    if (!event) return log.debug({ update: ctx.update.update_id }, 'update of no use')
    await whileTyping(event, () => engine.handle(event, answerTap(ctx.callbackQuery?.id)))
  })

  bot.catch((error) => {
    throw error
  })

  /** Stops the button's spinner. Not awaited: a late or lost answer must not hold up the work. */
  function answerTap(callback_query_id: string | undefined) {
    return (toast?: string) => {
      if (callback_query_id)
        void api.call('answerCallbackQuery', {
          callback_query_id,
          ...(toast && { text: toast.slice(0, toastAtMost).toWellFormed() }),
        })
    }
  }

  async function whileTyping(event: ChatEvent, work: () => Promise<void>) {
    const chat_id = Number(event.chat.replace('tg:', ''))
    const timer = setTimeout(() => void api.call('sendChatAction', { chat_id, action: 'typing' }), patienceMs)
    await work().finally(() => clearTimeout(timer))
  }

  return bot
}
