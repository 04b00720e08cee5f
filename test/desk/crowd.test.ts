import { describe, expect, it } from 'vitest'
import { telegramPace } from '../../src/messages/pace.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { until } from '../support/until.ts'
import { asking, topicOf, wordsIn } from './support.ts'

/** Topic, card and pin of each take three of the twenty calls a minute: so many are settled without a wait. */
const customers = ['甲', '乙', '丙', '丁', '戊']
const lines = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

describe('many customers writing at once', { timeout: 240_000 }, () => {
  const shop = openShop({ group: { title: '顾问群', forum: true }, pace: telegramPace, simulator: { walls: 'strict' } })

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
