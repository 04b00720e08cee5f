import { describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { newcomer } from '../support/people.ts'
import { advisor, quickForum, topicOf, wordsIn } from './support.ts'

describe('a chat in the hands of an advisor', { timeout: 120_000 }, () => {
  const shop = openShop(quickForum)

  it('goes to a topic with a pinned card, is answered there, and comes back to the bot', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const li = await newcomer(stage, { firstName: '李雷' })
    await li.says('人工')
    await li.sees('已为您转接顾问')
    const topicId = topicOf(stage, '李雷')
    const [, card] = stage.group?.topic(topicId) ?? []
    expect(card?.pinned).toBe(true)
    expect(card?.text).toContain('李雷')

    await li.says('我的车有异响')
    expect(wordsIn(stage, topicId).at(-1)).toBe('👤 我的车有异响')
    const said = await lin.says('您好，是哪种声音？', { topicId })
    await li.sees('林顾问 为您服务')
    await li.sees('您好，是哪种声音？')
    const now = stage.group?.topic(topicId).find(({ id }) => id === said.id)
    expect(now?.reactions).toEqual(['👌'])
    expect(stage.group?.topic(topicId).find(({ id }) => id === card?.id)?.text).toContain('林顾问 接待中')

    await lin.says('/close 已解决', { topicId })
    await li.sees('这次咨询结束了（已解决）')
    await li.says('菜单')
    await li.sees('📅 预约')
  })
})
