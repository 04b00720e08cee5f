import { describe, expect, it } from 'vitest'
import { hire } from '../../src/demo/staff.ts'
import { telegramPace } from '../../src/messages/pace.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { newcomer } from '../support/people.ts'

const pace = { ...telegramPace, group: { ...telegramPace.group, calls: 1_000 } }

describe('a message that cannot be dealt with', { timeout: 60_000 }, () => {
  const shop = openShop({ group: { title: '顾问群', forum: true }, pace })

  it('is apologised for, and becomes a task in the group with who it is, by when, who took it and how it ended', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    const { hands: advisor } = await hire(stage, { firstName: '林顾问' })
    const li = await newcomer(stage, { firstName: '李秀英' })
    const from = { id: li.id, is_bot: false, first_name: '李秀英', language_code: 'zh-hans' }
    // Text that is no text: no release of Telegram's sends it, and nothing here can read it.
    stage.simulator.deliver({
      message: { message_id: 900, date: 0, chat: { id: li.id, type: 'private', first_name: '李秀英' }, from, text: {} },
    })
    await stage.settled()
    await li.sees('抱歉')
    const topicId = group.topics.find(({ name }) => name === '待办')?.id ?? -1
    const task = await group.sees('有一条消息没处理好', { topicId })
    for (const words of ['李秀英', '⏰', '09:00 前']) expect(task.text).toContain(words)
    await advisor.taps('认领', { on: task })
    await group.sees('👤 林顾问', { topicId })
    await advisor.taps('完成', { on: task })
    const done = await group.sees('✔ 已完成', { topicId })
    expect(done.text).toContain('👤 林顾问')
    // The chat goes on.
    await li.says('菜单')
    await li.sees('📅 预约')
  })
})
