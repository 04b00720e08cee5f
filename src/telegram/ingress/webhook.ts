import { createHash, timingSafeEqual } from 'node:crypto'
import type { TelegramUpdate } from '@gramio/types'
import { z } from 'zod'

const updateSchema = z.looseObject({ update_id: z.int() })

/**
 * Takes in what Telegram posts to the webhook. The secret is compared in constant time before the body is read.
 * 200 only once the update is stored; Telegram delivers again on anything else.
 */
export function createWebhook({
  secret,
  store,
}: {
  secret: string
  store: (updates: TelegramUpdate[]) => Promise<void>
}) {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const right = digest(secret)

  return async function receive(given: string | undefined, readJson: () => Promise<unknown>): Promise<200 | 400 | 401> {
    if (given === undefined || !timingSafeEqual(digest(given), right)) return 401
    const update = updateSchema.safeParse(await readJson().catch(() => null))
    if (!update.success) return 400
    await store([update.data as TelegramUpdate])
    return 200
  }
}
