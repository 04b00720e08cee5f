import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bootedSimulator, button, takeUpdates } from './support.ts'

let booted: Awaited<ReturnType<typeof bootedSimulator>>
let time: Date
beforeEach(async () => {
  time = new Date('2026-03-02T02:00:00Z')
  booted = await bootedSimulator({ now: () => time })
})
afterEach(() => booted.sim.close())

describe('writing to a person', () => {
  const write = async (chat_id: number) => (await booted.api('sendMessage', { chat_id, text: 'hi' })).description

  it('who never pressed START is forbidden', async () => {
    expect(await write(booted.sim.user().id)).toBe("Forbidden: bot can't initiate conversation with a user")
  })

  it('who does not exist finds no chat', async () => {
    expect(await write(424_242)).toBe('Bad Request: chat not found')
  })

  it('who blocked the bot is forbidden until START is pressed again, and the bot is told both', async () => {
    await booted.user.blocks()
    expect(await write(booted.user.id)).toBe('Forbidden: bot was blocked by the user')
    await booted.user.start()
    expect(await write(booted.user.id)).toBeUndefined()
    const [blocked, unblocked, start] = await takeUpdates(booted.api)
    expect(blocked.my_chat_member.new_chat_member.status).toBe('kicked')
    expect(unblocked.my_chat_member.new_chat_member.status).toBe('member')
    expect(start.message.text).toBe('/start')
  })

  it('whose account is gone is forbidden', async () => {
    booted.user.deactivates()
    expect(await write(booted.user.id)).toBe('Forbidden: user is deactivated')
  })
})

describe('a person', () => {
  it('cannot speak before START or over a block', async () => {
    await expect(booted.sim.user().says('hi')).rejects.toThrow('has not pressed START')
    await booted.user.blocks()
    await expect(booted.user.says('hi')).rejects.toThrow('has blocked the bot')
  })

  it('starts with the payload of a deep link, marked as a command', async () => {
    await booted.user.start('token_1')
    const [{ message }] = await takeUpdates(booted.api)
    expect(message).toMatchObject({ text: '/start token_1', entities: [{ type: 'bot_command', offset: 0, length: 6 }] })
    expect(message.from.id).toBe(booted.user.id)
    expect(message.date).toBe(time.getTime() / 1000)
  })

  it('is the same person when found again by id', async () => {
    expect(booted.sim.user({ id: booted.user.id }).chat).toEqual(booted.user.chat)
  })

  it('shares the own contact, or a forged one', async () => {
    await booted.user.sharesContact()
    await booted.user.sharesContact({ phone_number: '+8613911111111', user_id: 7 })
    await booted.user.forwardsContact()
    const [own, forged, forwarded] = await takeUpdates(booted.api)
    expect(own.message.contact).toMatchObject({ phone_number: booted.user.phone, user_id: booted.user.id })
    expect(forged.message.contact).toMatchObject({ phone_number: '+8613911111111', user_id: 7 })
    expect(forwarded.message.contact.user_id).not.toBe(booted.user.id)
    expect(forwarded.message.forward_origin).toBeDefined()
  })

  it('shares the contact by the button that asks for it', async () => {
    const markup = { keyboard: [[{ text: '分享手机号', request_contact: true }]], one_time_keyboard: true }
    await booted.says('电话？', { reply_markup: markup })
    await booted.user.taps('分享手机号')
    expect((await takeUpdates(booted.api))[0].message.contact.user_id).toBe(booted.user.id)
    expect(booted.user.keyboard).toBeNull()
  })

  it('sends every kind of message', async () => {
    const { user } = booted
    await user.sendsPhoto('图')
    await user.sendsVideo()
    await user.sendsDocument()
    await user.sendsVoice()
    await user.sendsSticker()
    await user.sendsLocation()
    const kinds = ['photo', 'video', 'document', 'voice', 'sticker', 'location']
    const updates = await takeUpdates(booted.api)
    expect(updates.map((update: { message: object }) => kinds.find((kind) => kind in update.message))).toEqual(kinds)
  })

  it('sends an album as separate messages of one group', async () => {
    await booted.user.sendsAlbum(3, '异响')
    const messages = (await takeUpdates(booted.api)).map((update: { message: object }) => update.message)
    expect(messages).toHaveLength(3)
    expect(new Set(messages.map((message: { media_group_id: string }) => message.media_group_id)).size).toBe(1)
    expect(messages.map((message: { caption?: string }) => message.caption)).toEqual(['异响', undefined, undefined])
  })

  it('edits the own words, and the bot is told', async () => {
    const said = await booted.user.says('明天')
    await booted.user.edits(said, '后天')
    const [, { edited_message }] = await takeUpdates(booted.api)
    expect(edited_message).toMatchObject({ message_id: said.id, text: '后天' })
    expect(booted.user.chat.at(-1)).toMatchObject({ text: '后天' })
  })

  it('says what is too long in several messages, as the app cuts it', async () => {
    await booted.user.says('长'.repeat(5000))
    expect((await takeUpdates(booted.api)).map((u: { message: { text: string } }) => u.message.text.length)).toEqual([
      4096, 904,
    ])
  })
})

describe('a button', () => {
  it('tells the bot who pressed what where, under an id beyond 2^53', async () => {
    const { result } = await booted.says('选', { reply_markup: button('10:00', 'slot:1') })
    await booted.user.taps('10:00')
    const [{ callback_query }] = await takeUpdates(booted.api)
    expect(callback_query).toMatchObject({ data: 'slot:1', from: { id: booted.user.id } })
    expect(callback_query.message.message_id).toBe(result.message_id)
    expect(String(Number(callback_query.id))).not.toBe(callback_query.id)
  })

  it('is found on the newest message that has it, or on the one in hand', async () => {
    await booted.says('旧', { reply_markup: button('好', 'old') })
    const old = await booted.user.sees('旧')
    await booted.says('新', { reply_markup: button('好', 'new') })
    await booted.user.taps('好')
    await booted.user.taps('好', { on: old })
    const updates = await takeUpdates(booted.api)
    expect(updates.map((update: { callback_query: { data: string } }) => update.callback_query.data)).toEqual([
      'new',
      'old',
    ])
  })

  it('may be waited for', async () => {
    const tapped = booted.user.taps('好')
    await booted.says('新', { reply_markup: button('好', 'new') })
    await tapped
    expect(await takeUpdates(booted.api)).toHaveLength(1)
  })

  it('can be forged', async () => {
    await booted.says('选', { reply_markup: button('10:00', 'slot:1') })
    await booted.user.tapsData('slot:999')
    expect((await takeUpdates(booted.api))[0].callback_query.data).toBe('slot:999')
  })

  it('is answered once, with a toast of at most 200 characters', async () => {
    await booted.says('选', { reply_markup: button('10:00', 'x') })
    await booted.user.taps('10:00')
    const [{ callback_query }] = await takeUpdates(booted.api)
    const answer = (text: string) => booted.api('answerCallbackQuery', { callback_query_id: callback_query.id, text })
    expect((await answer('满'.repeat(201))).description).toBe('Bad Request: MESSAGE_TOO_LONG')
    expect((await answer('已预约')).ok).toBe(true)
    expect(booted.user.lastToast).toBe('已预约')
    expect(await booted.user.sees('已预约')).toMatchObject({ text: '选' })
    expect((await answer('again')).description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    )
  })

  it('cannot be answered after 150 seconds', async () => {
    await booted.says('选', { reply_markup: button('10:00', 'x') })
    await booted.user.taps('10:00')
    const [{ callback_query }] = await takeUpdates(booted.api)
    time = new Date(time.getTime() + 151_000)
    const answer = await booted.api('answerCallbackQuery', { callback_query_id: callback_query.id })
    expect(answer.description).toMatch(/query is too old/)
  })
})

describe('what a person sees', () => {
  it('is awaited, in words, labels and file names', async () => {
    const seen = booted.user.sees(/成.功/)
    await booted.says('预约成 功', { reply_markup: button('导航', 'x') })
    expect((await seen).text).toBe('预约成 功')
    expect((await booted.user.sees('导航')).text).toBe('预约成 功')
  })

  it('is told in full when it is not what was awaited', async () => {
    await booted.says('今天休息', { reply_markup: button('改天', 'x') })
    await expect(booted.user.sees('预约成功', 20)).rejects.toThrow(
      /within 20 ms[\s\S]*李: \/start[\s\S]*bot: 今天休息\n {4}\[改天\]/,
    )
  })

  it('does not hold what the person said', async () => {
    await booted.user.says('预约成功')
    await expect(booted.user.sees('预约成功', 20)).rejects.toThrow()
  })
})
