import { describe, expect, it } from 'vitest'
import { telegramPace } from '../../src/messages/pace.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { until } from '../support/until.ts'
import { asking, quickForum, told, topicOf, wordsIn } from './support.ts'

/** Topic, card and pin of each take three of the twenty calls a minute: so many are settled without a wait. */
const customers = ['甲', '乙', '丙', '丁', '戊']
const lines = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

describe('many customers writing at once', { timeout: 240_000 }, () => {
  /** Telegram's limits in a minute of twenty seconds. */
  const pace = { ...telegramPace, group: { ...telegramPace.group, windowMs: 20_500 } }
  const simulator = { walls: 'strict', groupMinuteMs: 20_000 } as const
  const shop = openShop({ group: { title: '顾问群', forum: true }, pace, simulator })

  it('are all heard in the twenty messages a minute of a group: together, and in order', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    const crowd = await Promise.all(customers.map((name) => asking(stage, name)))
    const refusedBefore = stage.simulator.log.filter(({ code }) => code === 429).length
    await Promise.all(
      crowd.map(async ({ user }) => {
        const hands = stage.simulator.user({ id: user.id })
        for (const line of lines) await hands.says(line)
      }),
    )
    const shown = (name: string) =>
      wordsIn(stage, topicOf(stage, name))
        .flatMap((text) => text.split('\n'))
        .filter((text) => text.startsWith('👤 '))
    await until(() => customers.every((name) => shown(name).length === lines.length))
    for (const name of customers) expect(shown(name).map((text) => text.at(-1))).toEqual(lines)
    const messages = customers.flatMap((name) =>
      wordsIn(stage, topicOf(stage, name)).filter((text) => text.startsWith('👤 ')),
    )
    expect(messages.length).toBeLessThan((customers.length * lines.length) / 2)
    expect(stage.simulator.log.filter(({ code }) => code === 429).length).toBe(refusedBefore)
    expect(group.topics).toHaveLength(customers.length)
  })
})

describe('a group that takes no more calls', { timeout: 240_000 }, () => {
  const group = { calls: 1, windowMs: 30_000, forReplies: 0 }
  const shop = openShop({ group: quickForum.group, pace: { ...quickForum.pace, group } })

  it('has the topic made by the one it takes, and holds up no chat of a customer', async () => {
    const { stage } = shop
    const li = stage.simulator.user({ firstName: '李雷' })
    await li.start()
    await li.taps('先看看')
    await li.sees('📅 预约')
    await li.says('人工')
    await until(() => (stage.group as SimGroup).topics.length === 1)
    const before = li.chat.length
    await li.says('/menu')
    await until(() => told(li, before).length > 0)
    expect(stage.simulator.log.filter(({ chatId }) => chatId === stage.group?.id)).toHaveLength(1)
  })
})
