import { Telegraf } from 'telegraf'
import { openStage } from '../../src/demo/stage.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { type Measurement, summed } from './measure.ts'

type Servers = { mongodbUri: string; redisUrl: string; database: string }

const people = 40
const runs = 5

/**
 * Updates a second through the whole booking, START to a chosen time, many customers at once, beside a bare Telegraf bot
 * that only echoes and remembers nothing: the price of durability, order and state.
 */
export async function updatesPerSecond({ mongodbUri, redisUrl, database }: Servers): Promise<Measurement[]> {
  const [ours, echo]: number[][] = [[], []]
  const stage = await openStage({ mongodbUri, redisUrl, at: '2026-03-02T09:00+08:00' })
  for (let run = 0; run < runs; run++) {
    ours?.push(await throughBooking(stage, run))
    echo?.push(await throughEcho())
  }
  await stage.close()
  const facts = { database, people, updatesEach: 5, walls: 'off' }
  return [
    summed('updates.booking', 'updates/s', ours ?? [], facts),
    summed('updates.bareTelegrafEcho', 'updates/s', echo ?? [], facts),
  ]
}

async function throughBooking(stage: Awaited<ReturnType<typeof openStage>>, run: number): Promise<number> {
  const users = Array.from({ length: people }, () => stage.simulator.user())
  const began = performance.now()
  await Promise.all(
    users.map(async (user, i) => {
      await user.start()
      await user.sees('📅 马上预约', 60_000)
      await user.taps('📅 马上预约')
      await user.sees('车牌', 60_000)
      await user.says(`粤B${10_000 + run * 1_000 + i}`)
      await user.sees('常规保养', 60_000)
      await user.taps('常规保养')
      await user.sees('预估', 60_000)
      await user.taps('📅 其他日期')
      await user.sees('哪一天', 60_000)
    }),
  )
  return (people * 5) / ((performance.now() - began) / 1000)
}

async function throughEcho(): Promise<number> {
  const simulator = await startSimulator({ walls: 'off' })
  const bot = new Telegraf(simulator.token, { telegram: { apiRoot: simulator.apiRoot } })
  bot.on('message', (ctx) =>
    ctx.reply('echo', { reply_markup: { inline_keyboard: [[{ text: 'again', callback_data: 'again' }]] } }),
  )
  bot.on('callback_query', async (ctx) => {
    await ctx.answerCbQuery()
    await ctx.editMessageText(`echo ${ctx.callbackQuery.id}`, {
      reply_markup: { inline_keyboard: [[{ text: 'again', callback_data: 'again' }]] },
    })
  })
  const polling = bot.launch()
  const users = Array.from({ length: people }, () => simulator.user())
  const began = performance.now()
  await Promise.all(
    users.map(async (user) => {
      await user.start()
      await user.sees('echo')
      for (let i = 0; i < 4; i++) {
        const before = user.screen()?.text ?? ''
        await user.taps('again')
        await user.sees(new RegExp(`^(?!${before}$)echo \\d+`, 'm'), 60_000)
      }
    }),
  )
  const perSecond = (people * 5) / ((performance.now() - began) / 1000)
  bot.stop()
  await polling.catch(() => {})
  await simulator.close()
  return perSecond
}
