import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootedSimulator, button, takeUpdates } from './support.ts'

let booted: Awaited<ReturnType<typeof bootedSimulator>>
beforeAll(async () => {
  booted = await bootedSimulator()
})
afterAll(() => booted.sim.close())

const edit = (message_id: number, text: string, more: Record<string, unknown> = {}) =>
  booted.api('editMessageText', { chat_id: booted.user.id, message_id, text, ...more })

describe('a sent message', () => {
  it('has an id one above the last of its chat', async () => {
    const first = await booted.says('一')
    const second = await booted.says('二')
    expect(second.result.message_id).toBe(first.result.message_id + 1)
  })

  it('can be edited in place, and the keyboard goes unless it is sent again', async () => {
    const { result } = await booted.says('旧', { reply_markup: button('改', 'x') })
    await edit(result.message_id, '新')
    expect(booted.user.screen()).toMatchObject({ id: result.message_id, text: '新', buttons: [] })
    expect(booted.user.screen()?.editedAt).toBeInstanceOf(Date)
  })

  it('that would look the same is not modified', async () => {
    const { result } = await booted.says('同', { reply_markup: button('a', 'x') })
    const answer = await edit(result.message_id, '同', { reply_markup: button('a', 'x') })
    expect(answer.error_code).toBe(400)
    expect(answer.description).toMatch(/^Bad Request: message is not modified/)
  })

  it('with a reply keyboard cannot be edited', async () => {
    const { result } = await booted.says('电话？', {
      reply_markup: { keyboard: [[{ text: '分享', request_contact: true }]] },
    })
    expect((await edit(result.message_id, 'x')).description).toBe("Bad Request: message can't be edited")
    expect(booted.user.keyboard).toEqual([['分享']])
    await booted.says('好', { reply_markup: { remove_keyboard: true } })
    expect(booted.user.keyboard).toBeNull()
  })

  it('of somebody else cannot be edited, nor one that is not there', async () => {
    const theirs = await booted.user.says('我的')
    expect((await edit(theirs.id, 'x')).description).toBe("Bad Request: message can't be edited")
    expect((await edit(99_999, 'x')).description).toBe('Bad Request: message to edit not found')
  })

  it('that is a file has a caption to edit, and no text', async () => {
    const form = new FormData()
    form.set('chat_id', String(booted.user.id))
    form.set('photo', new File(['…'], 'a.jpg'))
    await fetch(`${booted.sim.apiRoot}/bot${booted.sim.token}/sendPhoto`, { method: 'POST', body: form })
    const id = booted.user.screen()?.id ?? 0
    expect((await edit(id, 'x')).description).toBe('Bad Request: there is no text in the message to edit')
    const caption = { chat_id: booted.user.id, message_id: id, caption: '新' }
    expect((await booted.api('editMessageCaption', caption)).ok).toBe(true)
    expect((await booted.api('editMessageCaption', { ...caption, caption: 'a'.repeat(1025) })).description).toBe(
      'Bad Request: message caption is too long',
    )
  })

  it('can be deleted, once', async () => {
    const { result } = await booted.says('走')
    const target = { chat_id: booted.user.id, message_id: result.message_id }
    expect((await booted.api('deleteMessage', target)).ok).toBe(true)
    expect(booted.user.chat.some((message) => message.id === result.message_id)).toBe(false)
    expect((await booted.api('deleteMessage', target)).description).toBe('Bad Request: message to delete not found')
  })

  it('can answer another one, which must be there unless that is waived', async () => {
    const theirs = await booted.user.says('问')
    await booted.says('答', { reply_parameters: { message_id: theirs.id } })
    expect(booted.user.screen()?.replyTo).toBe(theirs.id)
    const missing = { message_id: 99_999 }
    expect((await booted.says('答', { reply_parameters: missing })).description).toBe(
      'Bad Request: message to be replied not found',
    )
    const waived = { ...missing, allow_sending_without_reply: true }
    expect((await booted.says('答', { reply_parameters: waived })).ok).toBe(true)
  })

  it('can be a venue, a location or a contact', async () => {
    const to = { chat_id: booted.user.id, latitude: 31.2, longitude: 121.4 }
    await booted.api('sendVenue', { ...to, title: '店', address: '路 1 号' })
    expect(booted.user.screen()?.venue).toMatchObject({ title: '店', address: '路 1 号' })
    expect((await booted.api('sendLocation', { ...to, latitude: 91 })).ok).toBe(false)
  })

  it('can get one reaction of the fixed list', async () => {
    const theirs = await booted.user.says('看')
    const react = (emoji: string) =>
      booted.api('setMessageReaction', {
        chat_id: booted.user.id,
        message_id: theirs.id,
        reaction: [{ type: 'emoji', emoji }],
      })
    expect((await react('👌')).ok).toBe(true)
    expect(booted.user.chat.find((message) => message.id === theirs.id)?.reactions).toEqual(['👌'])
    expect((await react('✅')).description).toBe('Bad Request: REACTION_INVALID')
  })
})

describe('a keyboard', () => {
  const refused = async (reply_markup: unknown) => (await booted.says('键', { reply_markup })).description

  it('carries 1–64 bytes of data per button', async () => {
    expect((await booted.says('键', { reply_markup: button('a', 'x'.repeat(64)) })).ok).toBe(true)
    expect(await refused(button('a', '车'.repeat(22)))).toBe('Bad Request: BUTTON_DATA_INVALID')
    expect(await refused(button('a', ''))).toBe(
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    )
  })

  it('leads nowhere near localhost', async () => {
    expect(await refused({ inline_keyboard: [[{ text: 'a', url: 'http://localhost:3000/' }]] })).toBe(
      "Bad Request: inline keyboard button URL 'http://localhost:3000/' is invalid: Wrong HTTP URL",
    )
  })

  it('has at most 8 buttons a row and 12 rows', async () => {
    const key = { text: 'a', callback_data: 'x' }
    expect(await refused({ inline_keyboard: [Array(9).fill(key)] })).toBe('Bad Request: reply markup is too long')
    expect(await refused({ inline_keyboard: Array(13).fill([key]) })).toBe('Bad Request: reply markup is too long')
    expect(
      (await booted.says('键', { reply_markup: { inline_keyboard: Array(12).fill(Array(8).fill(key)) } })).ok,
    ).toBe(true)
  })

  it('has only known styles and fields', async () => {
    const styled = { text: 'a', callback_data: 'x', style: 'danger' }
    expect((await booted.says('键', { reply_markup: { inline_keyboard: [[styled]] } })).ok).toBe(true)
    expect(await refused({ inline_keyboard: [[{ ...styled, style: 'loud' }]] })).toContain(
      'invalid button style specified',
    )
    expect(await refused({ inline_keyboard: [[{ ...styled, colour: 'red' }]] })).toContain('unknown field "colour"')
  })
})

describe('a file', () => {
  it('sent by a person can be downloaded and sent again, as what it is', async () => {
    await takeUpdates(booted.api)
    const photo = await booted.user.sendsPhoto('异响')
    const [{ message }] = await takeUpdates(booted.api)
    const file_id = message.photo.at(-1).file_id
    const { result } = await booted.api('getFile', { file_id })
    const bytes = await fetch(`${booted.sim.apiRoot}/file/bot${booted.sim.token}/${result.file_path}`)
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(photo.photo?.bytes)
    expect((await booted.api('sendPhoto', { chat_id: booted.user.id, photo: file_id })).ok).toBe(true)
    expect((await booted.api('sendDocument', { chat_id: booted.user.id, document: file_id })).description).toBe(
      "Bad Request: can't use file of type Photo as Document",
    )
    expect((await booted.api('sendPhoto', { chat_id: booted.user.id, photo: 'nonsense' })).description).toBe(
      'Bad Request: wrong file identifier/HTTP URL specified',
    )
  })

  it('can be copied to another chat without a trace, or forwarded with one', async () => {
    const other = booted.sim.user({ firstName: '王' })
    await other.start()
    const theirs = await booted.user.sendsVoice()
    const from = { chat_id: other.id, from_chat_id: booted.user.id, message_id: theirs.id }
    const copy = await booted.api('copyMessage', from)
    expect(Object.keys(copy.result)).toEqual(['message_id'])
    expect(other.screen()?.voice?.bytes).toEqual(theirs.voice?.bytes)
    const forward = await booted.api('forwardMessage', from)
    expect(forward.result.forward_origin.sender_user.id).toBe(booted.user.id)
    expect((await booted.api('copyMessage', { ...from, message_id: 99_999 })).description).toBe(
      'Bad Request: message to copy not found',
    )
  })
})

describe('the bot’s commands', () => {
  it('are kept by language of two letters', async () => {
    const commands = [{ command: 'start', description: '开始' }]
    expect((await booted.api('setMyCommands', { commands, language_code: 'zh' })).ok).toBe(true)
    expect((await booted.api('getMyCommands', { language_code: 'zh' })).result).toEqual(commands)
    expect((await booted.api('setMyCommands', { commands, language_code: 'zh-hans' })).ok).toBe(false)
    expect((await booted.api('setMyCommands', { commands: [{ command: '开始', description: 'x' }] })).description).toBe(
      'Bad Request: BOT_COMMAND_INVALID',
    )
  })
})
