import { beforeAll, describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { type AdvisorAtWork, advisor, asking, now, quickForum, wordsIn } from './support.ts'

type Customer = Awaited<ReturnType<typeof asking>>

describe('what people say to each other', { timeout: 180_000 }, () => {
  const shop = openShop(quickForum)
  let lin: AdvisorAtWork
  let li: Customer
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问')
    li = await asking(shop.stage, '李雷')
    await lin.says('您好', { topicId: li.topicId })
  }, 120_000)

  const inTopic = () => (shop.stage.group as SimGroup).topic(li.topicId)
  const marked = (text: string, what: string, type = 'bold' as const) => [
    { type, offset: text.indexOf(what), length: what.length },
  ]
  /** The words that a message shows in bold. */
  const boldIn = (
    message: { text?: string; entities?: { type: string; offset: number; length: number }[] } | undefined,
  ) =>
    message?.entities
      ?.filter(({ type }) => type === 'bold')
      .map(({ offset, length }) => message.text?.slice(offset, offset + length))

  it('keeps its formatting both ways, and where lines have been put together', async () => {
    const text = '要换 机油 吗 😀'
    await lin.says(text, { topicId: li.topicId, marks: marked(text, '机油') })
    const heard = await li.user.sees(text)
    expect(boldIn(heard)).toEqual(['机油'])
    expect(heard.text).toBe(text)

    const hands = shop.stage.simulator.user({ id: li.user.id })
    const lines = ['😀😀 第一 要紧', '第二句', '第三 也要紧']
    for (const line of lines) await hands.says(line, { marks: line.includes('要紧') ? marked(line, '要紧') : [] })
    await shop.stage.settled()
    const shown = inTopic().filter(({ text: words }) => lines.some((line) => words?.includes(line)))
    expect(shown.map((one) => one.text).join('\n')).toBe(lines.map((line) => `👤 ${line}`).join('\n'))
    expect(shown.flatMap((one) => boldIn(one) ?? [])).toEqual(['要紧', '要紧'])
  })

  it('carries photos, recordings, films, papers, stickers and places both ways', async () => {
    const kinds = ['photo', 'voice', 'video', 'document', 'sticker', 'location'] as const
    const send = async (
      hands: Pick<
        AdvisorAtWork,
        'sendsPhoto' | 'sendsVoice' | 'sendsVideo' | 'sendsDocument' | 'sendsSticker' | 'sendsLocation'
      >,
      place = {},
    ) => {
      await hands.sendsPhoto('看这里', place)
      await hands.sendsVoice(place)
      await hands.sendsVideo('', place)
      await hands.sendsDocument('', place)
      await hands.sendsSticker(place)
      await hands.sendsLocation(place)
    }
    const arrived = (messages: { from: unknown }[]) =>
      messages.filter(({ from }) => from === 'bot').slice(-kinds.length)
    await send(li.user)
    const there = arrived(inTopic()) as ReturnType<typeof inTopic>
    expect(there.map((one) => kinds.find((kind) => one[kind]))).toEqual(kinds)
    expect(there[0]?.text).toBe('看这里')
    await send(lin, { topicId: li.topicId })
    const here = arrived(li.user.chat) as typeof there
    expect(here.map((one) => kinds.find((kind) => one[kind]))).toEqual(kinds)
  })

  it('carries somebody’s contact both ways; one’s own is a phone to be verified, and for the bot alone', async () => {
    const contact = { phone_number: '+8613900001111', first_name: '拖车师傅', user_id: 77 }
    await li.user.sharesContact(contact)
    const isCarried = ({ from, contact }: { from: unknown; contact?: unknown }) =>
      from === 'bot' && contact !== undefined
    expect(inTopic().filter(isCarried)).toHaveLength(1)
    await lin.sharesContact(contact, { topicId: li.topicId })
    expect(li.user.chat.filter(isCarried)).toHaveLength(1)
    await li.user.sharesContact()
    expect(inTopic().filter(isCarried)).toHaveLength(1)
  })

  it('keeps an album one album, in its order, both ways', async () => {
    await li.user.sendsAlbum(4, '四张')
    const there = inTopic().filter(({ albumId, from }) => albumId && from === 'bot')
    expect(there).toHaveLength(4)
    expect(new Set(there.map(({ albumId }) => albumId)).size).toBe(1)
    expect(there.map(({ text }) => text)).toEqual(['四张', undefined, undefined, undefined])
    await lin.sendsAlbum(3, '三张', { topicId: li.topicId })
    const here = li.user.chat.filter(({ albumId, from }) => albumId && from === 'bot')
    expect(here.map(({ text }) => text)).toEqual(['三张', undefined, undefined])
    expect(new Set(here.map(({ albumId }) => albumId)).size).toBe(1)
  })

  it('mirrors edits, and keeps what was said first before the advisor’s eyes', async () => {
    const said = await li.user.says('刹车有点响')
    await li.user.edits(said, '刹车很响')
    const [first, edit] = inTopic().slice(-2)
    expect(first?.text).toBe('👤 刹车有点响')
    expect(edit?.text).toBe('✏️ 改为：刹车很响')
    expect(edit?.replyTo).toBe(first?.id)
    const photo = await li.user.sendsPhoto('左前轮')
    await li.user.edits(photo, '右前轮')
    expect(wordsIn(shop.stage, li.topicId).slice(-2)).toEqual(['左前轮', '✏️ 改为：右前轮'])

    const answer = await lin.says('明天来吧', { topicId: li.topicId })
    const before = li.user.chat.length
    await lin.edits(answer, '后天来吧')
    expect(li.user.chat.length).toBe(before)
    expect(li.user.chat.at(-1)?.text).toBe('后天来吧')
    const shown = await lin.sendsPhoto('这种机油', { topicId: li.topicId })
    await lin.edits(shown, '那种机油')
    expect(li.user.chat.at(-1)?.text).toBe('那种机油')
    await lin.says('/history', { topicId: li.topicId })
    const history = wordsIn(shop.stage, li.topicId).at(-1)
    expect(history).toContain('刹车有点响 ✏️ 刹车很响')
    expect(history).toContain('明天来吧 ✏️ 后天来吧')
  })

  it('keeps what a reply points to, whoever wrote it and whatever it says by now', async () => {
    const asked = await li.user.says('多少钱？')
    const copy = inTopic().at(-1)
    const answer = await lin.says('三百', { topicId: li.topicId, replyTo: copy ?? 0 })
    const heard = await li.user.sees('三百')
    expect(heard.replyTo).toBe(asked.id)
    await lin.edits(answer, '三百二')
    await li.user.says('贵了点', { replyTo: heard })
    expect(inTopic().at(-1)?.replyTo).toBe(answer.id)
    await li.user.says('我是问工时费', { replyTo: asked })
    expect(inTopic().at(-1)?.replyTo).toBe(copy?.id)
    await lin.says('对，含工时', { topicId: li.topicId, replyTo: answer })
    expect(li.user.chat.at(-1)?.replyTo).toBe(heard.id)
  })

  it('shows under an advisor’s words whether they arrived, and why not', async () => {
    const { stage } = shop
    const good = await lin.says('好的', { topicId: li.topicId })
    expect(now(stage, good)?.reactions).toEqual(['👌'])
    await li.user.blocks()
    const lost = await lin.says('您还在吗？', { topicId: li.topicId })
    expect(now(stage, lost)?.reactions).toEqual([])
    const reason = inTopic().find(({ replyTo }) => replyTo === lost.id)
    expect(reason?.text).toBe('❌ 没送到：客户屏蔽了机器人')
    await li.user.unblocks()
    const again = await lin.says('欢迎回来', { topicId: li.topicId })
    expect(now(stage, again)?.reactions).toEqual(['👌'])
    await li.user.sees('欢迎回来')
  })
})
