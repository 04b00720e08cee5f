import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Simulator } from '../../../src/simulator/simulator.ts'
import { shuffled } from './shop.ts'

/** Deliveries under way at a time: as many as Telegram's own limit by default [Bot API: max_connections]. */
const atOnce = 40

/** Takes updates from the simulated Telegram in the bot's stead, and brings each several times, in any order. */
export async function openPostman({ apiRoot, token }: Simulator) {
  const letters: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    letters.push(body)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  /** From now on updates come here. */
  async function collect(): Promise<void> {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const set = new URLSearchParams({ url, max_connections: '40' })
    const answer = await fetch(`${apiRoot}/bot${token}/setWebhook?${set}`)
    if (!answer.ok) throw new Error(await answer.text())
  }

  /** Brings everything; answers how many deliveries were made. */
  async function bring({ to, secret, times }: { to: string; secret: string; times: number }): Promise<number> {
    const deliveries = shuffled(Array.from({ length: times }, () => letters).flat())
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
    let next = 0
    const carriers = Array.from({ length: atOnce }, async () => {
      for (let body = deliveries[next++]; body !== undefined; body = deliveries[next++]) {
        const answer = await fetch(to, { method: 'POST', headers, body })
        if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`)
        await answer.arrayBuffer()
      }
    })
    await Promise.all(carriers)
    return deliveries.length
  }

  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  return { collect, bring, close, held: () => letters.length }
}
