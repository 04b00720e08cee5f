import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import mongoose from 'mongoose'
import { systemClock } from '../../../src/clock.ts'
import { withDatabase } from '../../../src/database-uri.ts'
import { campaignFile } from '../../../src/shop/campaigns/campaign-file.ts'
import { createShop } from '../../../src/shop/shop.ts'
import { startSimulator } from '../../../src/simulator/simulator.ts'
import { shopFileIn } from '../../jobs/support.ts'
import { startProcess } from '../../support/process.ts'
import { type Measurement, summed } from '../measure.ts'
import { fillBooks } from '../people-in-books.ts'
import type { Servers } from '../sending-support.ts'
import { load, type Options } from './options.ts'

/** Somewhere on earth it is ten now: a campaign runs by day. */
const zone = () => {
  const east = 10 - new Date().getUTCHours()
  return `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`
}

/**
 * P5 through the whole product: a manager's press on 🚀 under a briefing whose audience is the whole shop, until the first
 * customer's message arrives at Telegram, and by how much the process grows while the first hundreds leave.
 */
export async function launchedCampaign(
  { mongodbUri, redisUrl, database }: Servers,
  { recipients = 100_000, runs = 5 }: Options = {},
): Promise<Measurement[]> {
  const simulator = await startSimulator({ walls: 'strict', history: 50 })
  const group = simulator.group({ title: '顾问群', forum: true })
  const name = `bench_${randomBytes(5).toString('hex')}`
  const uri = withDatabase(mongodbUri, name)
  const product = startProcess({
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    MONGODB_URI: uri,
    REDIS_URL: redisUrl,
    ADVISORS_CHAT_ID: String(group.id),
    SHOP_FILE: shopFileIn(zone()),
    PORT: '0',
    LOG_LEVEL: 'info',
  })
  const connection = await mongoose.createConnection(uri).asPromise()
  try {
    await product.prints('"ready"')
    const shop = createShop({ connection, clock: systemClock, otherPersonalData: [] })
    const profile = await shop.profile.refresh()
    const chats = simulator.crowd(recipients)
    await fillBooks(connection, chats, { profileVersion: profile.version, purpose: 'marketing' })
    const invited = await shop.advisors.invite({ role: 'manager', profileId: null, by: 'operator' })
    const manager = simulator.user({ firstName: '经理' })
    await manager.start('token' in invited ? invited.token : '')
    await manager.seesNews(60_000)
    const hands = group.member(manager)

    const isCustomer = new Set(chats)
    const outbox = connection.collection('outbox')
    const firsts: number[] = []
    // A process that has seen a campaign once: what its code takes is no matter of recipients.
    let before = 0
    let most = 0
    for (let run = 0; run < runs; run++) {
      await shop.campaigns.open(campaignOf(`run-${run}`), 'operator')
      const card = await group.sees(`第${run}次`)
      const from = simulator.log.length
      const pressedAt = performance.now()
      await hands.taps('🚀 启动', { on: card })
      const first = await until(() =>
        simulator.log.slice(from).find(({ method, chatId }) => method === 'sendMessage' && isCustomer.has(chatId ?? 0)),
      )
      firsts.push(first.at - pressedAt)
      for (let second = 0; second < 5; second++) {
        await pause(1_000)
        if (run > 0) most = Math.max(most, residentOf(product.child.pid))
      }
      if (run === 0) before = residentOf(product.child.pid)
      await shop.campaigns.stop(`run-${run}`, 'operator', 'measured')
      // What was waiting is dropped one by one: the next launch is into a shop at rest, whose customers were told nothing lately.
      while ((await outbox.countDocuments({ state: { $in: ['pending', 'sending'] } })) > 0) await pause(200)
      for (const told of [outbox, connection.collection('outreaches')]) await told.deleteMany({})
      await pause(2_000)
    }
    const facts = { database, recipients, load: load() }
    return [
      summed('campaign.first', 'ms', firsts, {
        means: 'from the press on 🚀 to the arrival of the first customer’s message; goal 250',
        ...facts,
      }),
      summed('campaign.process', 'MB', [(most - before) / 1024], {
        means:
          'how much the resident memory of the process grew at most while campaigns began, after one before; goal 30',
        ...facts,
        beforeMB: Math.round(before / 1024),
      }),
    ]
  } finally {
    await product.kill('SIGKILL')
    await connection.dropDatabase()
    await connection.close()
    await simulator.close()
  }
}

function campaignOf(id: string) {
  const nth = `第${id.replace('run-', '')}次`
  return campaignFile.parse({
    id,
    name: { 'zh-CN': nth, en: id },
    from: '2026-01-01',
    until: '2099-12-31',
    offer: { 'zh-CN': '检查免费', en: 'Free check' },
    content: { 'zh-CN': '检查免费', en: 'Free check' },
    message: { 'zh-CN': '{name}您好，{offer}，{plate} 约一个时间吧。', en: 'Hello {name}, {offer} for {plate}.' },
    itemIds: ['maintenance'],
    required: [],
  })
}

/** Kilobytes, as Linux tells. */
function residentOf(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await pause(2)) {
    const found = look()
    if (found !== undefined) return found
  }
  throw new Error('nobody was told within a minute')
}
