import { Telegraf } from 'telegraf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'

let sim: Simulator
let user: SimUser
let bot: Telegraf
beforeEach(async () => {
  sim = await startSimulator()
  user = sim.user({ firstName: '李' })
  bot = new Telegraf(sim.token, { telegram: { apiRoot: sim.apiRoot, webhookReply: false } })
})
afterEach(() => sim.close())

describe('Telegraf', () => {
  it('takes commands, presses and contacts by polling', async () => {
    bot.start((ctx) =>
      ctx.reply(`欢迎 ${ctx.payload}`, {
        reply_markup: { inline_keyboard: [[{ text: '预约', callback_data: 'book' }]] },
      }),
    )
    bot.action('book', async (ctx) => {
      await ctx.answerCbQuery('好的')
      await ctx.editMessageText('选时间')
    })
    bot.on('contact', (ctx) => ctx.reply(`电话 ${ctx.message.contact.phone_number}`))
    const stopped = bot.launch()
    await user.start('qr_7')
    await user.sees('欢迎 qr_7')
    await user.taps('预约')
    await user.sees('选时间')
    expect(user.lastToast).toBe('好的')
    await user.sharesContact()
    await user.sees(user.phone)
    bot.stop()
    await stopped
  })

  it('uploads documents, photos and albums', async () => {
    await user.start()
    const file = (filename: string) => ({ source: Buffer.from(filename), filename })
    await bot.telegram.sendDocument(user.id, file('预约.ics'), { caption: '日历' })
    expect(user.screen()).toMatchObject({ text: '日历', document: { name: '预约.ics' } })
    await bot.telegram.sendMediaGroup(user.id, [
      { type: 'photo', media: file('前.jpg'), caption: '洗车前' },
      { type: 'photo', media: file('后.jpg') },
    ])
    const album = user.chat.slice(-2)
    expect(album.map((message) => message.photo?.bytes.toString())).toEqual(['前.jpg', '后.jpg'])
    expect(album[0]?.albumId).toBe(album[1]?.albumId)
    await expect(bot.telegram.sendMediaGroup(user.id, [{ type: 'photo', media: file('一.jpg') }])).rejects.toThrow(
      '400',
    )
  })

  it('loses the objects of an upload unless they are JSON text', async () => {
    await user.start()
    const said = await user.says('问')
    const document = { source: Buffer.from('a'), filename: 'a.txt' }
    await bot.telegram.sendDocument(user.id, document, { reply_parameters: { message_id: said.id } })
    expect(user.screen()?.replyTo).toBeUndefined()
    const extra = { reply_parameters: JSON.stringify({ message_id: said.id }) }
    await bot.telegram.callApi('sendDocument', { chat_id: user.id, document, ...extra } as never)
    expect(user.screen()?.replyTo).toBe(said.id)
  })

  it('downloads what a person sent', async () => {
    await user.start()
    const photo = await user.sendsPhoto()
    const link = await bot.telegram.getFileLink(photo.photo?.fileId ?? '')
    expect(await (await fetch(link)).text()).toBe(photo.photo?.bytes.toString())
  })

  it('is told of a refusal with its code', async () => {
    await expect(bot.telegram.sendMessage(user.id, 'hi')).rejects.toMatchObject({
      response: { error_code: 403, description: "Forbidden: bot can't initiate conversation with a user" },
    })
  })
})
