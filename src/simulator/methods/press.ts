import { badRequest } from '../api-error.ts'
import { pressLivesMs } from '../tell.ts'
import { characters } from '../text/formatted.ts'
import type { Methods } from './method.ts'

/** Longest text shown over a pressed button (Bot API, answerCallbackQuery). */
const toastLimit = 200

export const answering: Methods = {
  answerCallbackQuery: (world, { callback_query_id, text }) => {
    const toast = text === undefined ? '' : String(text)
    if (characters(toast) > toastLimit) throw badRequest('MESSAGE_TOO_LONG')
    const press = world.presses.get(callback_query_id)
    world.presses.delete(callback_query_id)
    if (!press || world.now().getTime() - press.at.getTime() > pressLivesMs) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    }
    const { userId, chatId, messageId } = press
    const toasts = world.accounts.get(userId)?.toasts
    if (toast !== '') toasts?.push({ text: toast, chatId, messageId })
    if (toasts && toasts.length > world.history) toasts.shift()
    world.watchers.changed(chatId, null)
    return true
  },
}
