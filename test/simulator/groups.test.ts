import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SimGroup, SimMember } from '../../src/simulator/people/group.ts'
import { bootedSimulator, takeUpdates } from './support.ts'

let booted: Awaited<ReturnType<typeof bootedSimulator>>
let group: SimGroup
let advisor: SimMember
beforeEach(async () => {
  booted = await bootedSimulator()
  group = booted.sim.group({ title: '售后顾问', forum: true })
  advisor = group.member(booted.user)
  await takeUpdates(booted.api)
})
afterEach(() => booted.sim.close())

const write = (more: Record<string, unknown> = {}) =>
  booted.api('sendMessage', { chat_id: group.id, text: 'hi', ...more })
const topic = async (name = '李 沪A12345') =>
  (await booted.api('createForumTopic', { chat_id: group.id, name })).result.message_thread_id as number

describe('a topic', () => {
  it('begins with a service message that the bot hears from itself', async () => {
    const id = await topic()
    const [{ message }] = await takeUpdates(booted.api)
    expect(message).toMatchObject({
      message_id: id,
      message_thread_id: id,
      from: { id: booted.sim.bot.id },
      forum_topic_created: { name: '李 沪A12345' },
    })
    expect(group.topics).toEqual([{ id, name: '李 沪A12345', closed: false }])
  })

  it('holds messages that point to its first one, which is no answer by a person', async () => {
    const id = await topic()
    await write({ message_thread_id: id })
    await advisor.says('您好', { topicId: id })
    const message = (await takeUpdates(booted.api)).at(-1).message
    expect(message).toMatchObject({
      text: '您好',
      message_thread_id: id,
      is_topic_message: true,
      reply_to_message: { message_id: id, forum_topic_created: {} },
    })
    expect(group.topic(id).map((one) => one.text)).toEqual([undefined, 'hi', '您好'])
    expect(group.topic(id).at(-1)?.replyTo).toBeUndefined()
    expect(group.topic(null).some((one) => one.text === 'hi')).toBe(false)
  })

  it('is found again through the message that is answered', async () => {
    const id = await topic()
    const said = await advisor.says('您好', { topicId: id })
    const { result } = await write({ reply_parameters: { message_id: said.id } })
    expect(result).toMatchObject({ message_thread_id: id, reply_to_message: { message_id: said.id } })
  })

  it('that is unknown, General by number, or deleted cannot be written to', async () => {
    const id = await topic()
    group.deletesTopic(id)
    for (const message_thread_id of [77_777, 1, id]) {
      expect((await write({ message_thread_id })).description).toBe('Bad Request: message thread not found')
    }
    expect((await write()).ok).toBe(true)
    const edit = await booted.api('editForumTopic', { chat_id: group.id, message_thread_id: id, name: 'x' })
    expect(edit.description).toBe('Bad Request: TOPIC_DELETED')
  })

  it('disappears without a word', async () => {
    const id = await topic()
    await takeUpdates(booted.api)
    group.deletesTopic(id)
    expect(await takeUpdates(booted.api)).toEqual([])
  })

  it('that is closed takes no messages until it is reopened, and says so in service messages', async () => {
    const id = await topic()
    const target = { chat_id: group.id, message_thread_id: id }
    await takeUpdates(booted.api)
    group.closesTopic(id)
    expect((await takeUpdates(booted.api))[0].message).toMatchObject({ forum_topic_closed: {}, message_thread_id: id })
    expect((await write({ message_thread_id: id })).description).toBe('Bad Request: TOPIC_CLOSED')
    expect((await booted.api('closeForumTopic', target)).description).toBe('Bad Request: TOPIC_NOT_MODIFIED')
    expect((await booted.api('reopenForumTopic', target)).ok).toBe(true)
    expect((await write({ message_thread_id: id })).ok).toBe(true)
  })

  it('is renamed to another name of at most 128 characters', async () => {
    const target = { chat_id: group.id, message_thread_id: await topic('旧') }
    expect((await booted.api('editForumTopic', { ...target, name: '旧' })).description).toBe(
      'Bad Request: TOPIC_NOT_MODIFIED',
    )
    expect((await booted.api('editForumTopic', { ...target, name: '长'.repeat(129) })).ok).toBe(false)
    expect((await booted.api('editForumTopic', { ...target, name: '新' })).ok).toBe(true)
    expect(group.topics[0]?.name).toBe('新')
  })

  it('needs the right to manage topics, and a forum', async () => {
    group.promotesBot({ can_manage_topics: false })
    const create = await booted.api('createForumTopic', { chat_id: group.id, name: 'x' })
    expect(create.description).toBe('Bad Request: not enough rights to create a topic')
    const plain = booted.sim.group({ title: '群' })
    expect((await booted.api('createForumTopic', { chat_id: plain.id, name: 'x' })).description).toBe(
      'Bad Request: the chat is not a forum',
    )
  })
})

describe('the bot in a group', () => {
  it('is told when it is added, promoted and kicked, and cannot write any more', async () => {
    group.kicksBot()
    const [{ my_chat_member }] = await takeUpdates(booted.api)
    expect(my_chat_member).toMatchObject({
      chat: { id: group.id, type: 'supergroup', is_forum: true },
      old_chat_member: { status: 'administrator', can_manage_topics: true },
      new_chat_member: { status: 'kicked' },
    })
    expect(await write()).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    })
    group.addsBot()
    expect((await write()).ok).toBe(true)
  })

  it('without being an administrator hears only what is meant for it', async () => {
    group.demotesBot()
    await takeUpdates(booted.api)
    const { result } = await write()
    await advisor.says('今天真热')
    await advisor.says('/help')
    await advisor.says('好的', { replyTo: result.message_id })
    const heard = (await takeUpdates(booted.api)).map((update: { message: { text: string } }) => update.message.text)
    expect(heard).toEqual(['/help', '好的'])
  })

  it('may delete others’ messages and pin only with the right', async () => {
    const said = await advisor.says('删我')
    const target = { chat_id: group.id, message_id: said.id }
    group.promotesBot({ can_delete_messages: false, can_pin_messages: false })
    expect((await booted.api('deleteMessage', target)).description).toBe("Bad Request: message can't be deleted")
    expect((await booted.api('pinChatMessage', target)).description).toBe(
      'Bad Request: not enough rights to manage pinned messages in the chat',
    )
    group.promotesBot()
    expect((await booted.api('pinChatMessage', target)).ok).toBe(true)
    expect(group.chat.find((message) => message.id === said.id)?.pinned).toBe(true)
    expect((await booted.api('deleteMessage', target)).ok).toBe(true)
  })

  it('cannot ask for a phone number there', async () => {
    const keyboard = { keyboard: [[{ text: '电话', request_contact: true }]] }
    expect((await write({ reply_markup: keyboard })).description).toBe(
      'Bad Request: phone number can be requested in private chats only',
    )
  })

  it('learns the new id of a group that became a supergroup', async () => {
    const old = booted.sim.group({ title: '群' })
    const oldId = old.id
    await takeUpdates(booted.api)
    const newId = old.migrates()
    const answer = await booted.api('sendMessage', { chat_id: oldId, text: 'hi' })
    expect(answer).toMatchObject({
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: newId },
    })
    expect((await booted.api('sendMessage', { chat_id: newId, text: 'hi' })).ok).toBe(true)
    const [to, from] = await takeUpdates(booted.api)
    expect(to.message).toMatchObject({ chat: { id: oldId }, migrate_to_chat_id: newId })
    expect(from.message).toMatchObject({ chat: { id: newId }, migrate_from_chat_id: oldId })
  })

  it('can look up members', async () => {
    const status = async (user_id: number) =>
      (await booted.api('getChatMember', { chat_id: group.id, user_id })).result?.status
    expect(await status(advisor.id)).toBe('member')
    expect(await status(booted.sim.bot.id)).toBe('administrator')
    expect(await status(booted.sim.user().id)).toBe('left')
    expect((await booted.api('getChat', { chat_id: group.id })).result).toMatchObject({
      title: '售后顾问',
      is_forum: true,
    })
  })
})

describe('an advisor', () => {
  it('presses buttons in the group and sees the answer there', async () => {
    await write({ reply_markup: { inline_keyboard: [[{ text: '接手', callback_data: 'claim' }]] } })
    await advisor.taps('接手')
    const { callback_query } = (await takeUpdates(booted.api)).at(-1)
    expect(callback_query).toMatchObject({ from: { id: advisor.id }, message: { chat: { id: group.id } } })
    await booted.api('answerCallbackQuery', { callback_query_id: callback_query.id, text: '已接手' })
    expect(await advisor.sees('已接手')).toMatchObject({ text: 'hi' })
  })
})
