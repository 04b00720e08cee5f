import type { Consumer } from '../consumer.ts'
import type { Methods } from './method.ts'

/** How the bot takes its updates. */
export function receiving(consumer: Consumer): Methods {
  return {
    getUpdates: (_world, params, call) => consumer.getUpdates(params, call.onceGone),
    setWebhook: (_world, params) => consumer.setWebhook(params),
    deleteWebhook: (_world, params) => consumer.deleteWebhook(params.drop_pending_updates),
    getWebhookInfo: () => consumer.webhookInfo(),
  }
}
