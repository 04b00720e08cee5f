import { beforeAll, describe, expect, it } from 'vitest'
import { telegramPace } from '../../src/messages/pace.ts'
import { openShop } from '../support/open-shop.ts'
import { type AdvisorAtWork, advisor, asking, quickForum, wordsIn } from './support.ts'

describe('notes', { timeout: 180_000 }, () => {
  const shop = openShop(quickForum)
  let lin: AdvisorAtWork
  let li: Awaited<ReturnType<typeof asking>>
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问')
    li = await asking(shop.stage, '李雷')
    await lin.says('您好', { topicId: li.topicId })
  }, 120_000)

  const leaked = () => li.user.transcript().includes('难缠')
  const place = () => ({ topicId: li.topicId })

  it('never leave the group, whatever they are written as', async () => {
    await lin.says('//难缠的客户', place())
    await lin.says('// 难缠', place())
    await lin.says('/note 难缠，别打折', place())
    await lin.sendsPhoto('//难缠的车', place())
    expect(leaked()).toBe(false)
    expect(li.user.chat.some(({ photo }) => photo)).toBe(false)
    await lin.says('/history', place())
    expect(wordsIn(shop.stage, li.topicId).at(-1)).toContain('📝 难缠，别打折')
  })

  it('stay notes when the sign is taken away, and words that were sent stay sent', async () => {
    const note = await lin.says('//难缠的人', place())
    await lin.edits(note, '难缠的人')
    const words = await lin.says('马上好', place())
    await lin.edits(words, '//难缠')
    expect(leaked()).toBe(false)
    await li.user.sees('马上好')
    await shop.stage.group?.sees('已经发给客户的话不能再变成备注', place())
  })

  it('do not leave when words that are held become one', async () => {
    const zhou = await advisor(shop.stage, '周顾问')
    const held = await zhou.says('我来说两句', place())
    const question = await shop.stage.group?.sees('您的话还没有发出', place())
    const send = question?.buttons.flat().find(({ label }) => label === '仍然发送')?.data ?? ''
    await zhou.edits(held, '//难缠，我不说了')
    expect(wordsIn(shop.stage, li.topicId).join()).not.toContain('您的话还没有发出')
    await zhou.tapsData(send, question)
    expect(leaked()).toBe(false)
  })
})

describe('words on their way', { timeout: 180_000 }, () => {
  /** A chat that has had its burst waits two seconds for each message. */
  const shop = openShop({
    ...quickForum,
    pace: { ...telegramPace, chat: { everyMs: 2_000, burst: 3 }, group: quickForum.pace.group },
  })

  it('leave as they were meant when they become a note before they have gone', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const li = await asking(stage, '李雷')
    const topicId = li.topicId
    const hands = stage.group?.member(lin.user)
    await hands?.says('一', { topicId })
    await hands?.says('二', { topicId })
    const last = await hands?.says('三', { topicId })
    if (last) await hands?.edits(last, '//难缠')
    await stage.settled()
    expect(li.user.transcript()).not.toContain('难缠')
    await li.user.sees('三')
  })
})
