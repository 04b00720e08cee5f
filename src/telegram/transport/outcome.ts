import type { Outcome } from '../../messages/message.ts'
import type { Answer } from '../api.ts'

/** Telegram's answer in the outbox's terms. `id` for calls that answer with no message. */
export function outcomeOf(answer: Answer<unknown>, id?: string): Outcome {
  if ('ok' in answer) return { sent: id ?? String((answer.ok as { message_id: number }).message_id) }
  if ('wait' in answer) return { retryAfterMs: answer.wait, flooded: answer.flooded }
  if ('unknown' in answer) return { unknown: answer.unknown }
  if (/not modified/i.test(answer.refused)) return { sent: id ?? '' }
  if (answer.code === 403) return { failed: answer.refused, unreachable: true }
  return { failed: answer.refused }
}
