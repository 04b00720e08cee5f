import { isDeepStrictEqual } from 'node:util'
import type { TelegramChatMember } from '@gramio/types'
import type { Account } from '../chat.ts'
import { tellStanding } from '../tell.ts'
import { privateChat, type World } from '../world.ts'
import { createHands, type Hands } from './hands.ts'
import { patienceMs, readable, spotted, visible, waitFor } from './look.ts'
import type { SimMessage } from './sim-message.ts'

export type UserFacts = {
  id?: number
  firstName?: string
  lastName?: string
  username?: string
  languageCode?: string
  /** E.164; made up when not given. */
  phone?: string
}

/** A person with a Telegram account, in their private chat with the bot. */
export type SimUser = Hands & {
  id: number
  chatId: number
  phone: string
  /** Presses START, with what a deep link carries. Unblocks the bot when it was blocked. */
  start(payload?: string): Promise<SimMessage>
  blocks(): Promise<void>
  unblocks(): Promise<void>
  /** Deletes the account. */
  deactivates(): void
  /** The chat as the person sees it now, both sides, oldest first. */
  readonly chat: SimMessage[]
  /** The bot's newest visible message. */
  screen(): SimMessage | undefined
  /** Answers to presses so far, oldest first, in whatever chat. */
  readonly toasts: string[]
  readonly lastToast: string | undefined
  /** Labels of the reply keyboard now shown. */
  readonly keyboard: string[][] | null
  /** Resolves as soon as a message or a button of the bot, or a toast, has these words; rejects with the transcript. */
  sees(text: string | RegExp, withinMs?: number): Promise<SimMessage>
  /** Resolves with the bot's newest message once it is another one, or looks otherwise, than at the call. */
  seesNews(withinMs?: number): Promise<SimMessage>
  transcript(): string
}

/** Opens an account, or finds it again by its id. */
export function openAccount(world: World, facts: UserFacts = {}): Account {
  const known = facts.id === undefined ? undefined : world.accounts.get(facts.id)
  if (known) return known
  const id = facts.id ?? world.next('user')
  const account: Account = {
    user: {
      id,
      is_bot: false,
      first_name: facts.firstName ?? `车主${id % 10_000}`,
      ...(facts.lastName && { last_name: facts.lastName }),
      ...(facts.username && { username: facts.username }),
      language_code: facts.languageCode ?? 'zh-hans',
    },
    phone: facts.phone ?? `+86138${String(id % 100_000_000).padStart(8, '0')}`,
    started: false,
    blocked: false,
    deactivated: false,
    toasts: [],
  }
  world.accounts.set(id, account)
  return account
}

/** The person behind an account. */
export function createUser(world: World, account: Account): SimUser {
  const chat = privateChat(world, account)
  const hands = createHands(world, account, chat, assertAble)

  function assertAble(): void {
    const name = account.user.first_name
    if (account.deactivated) throw new Error(`${name} has no account any more`)
    if (!account.started) throw new Error(`${name} has not pressed START yet: the app shows nothing else`)
    if (account.blocked) throw new Error(`${name} has blocked the bot: the app shows only "Unblock"`)
  }

  async function block(blocked: boolean): Promise<void> {
    if (account.blocked === blocked) return
    const before = standing(world, account)
    account.blocked = blocked
    tellStanding(world, chat, account.user, before, standing(world, account))
  }

  const screen = () => visible(world, chat).findLast((message) => message.from === 'bot')

  return {
    ...hands,
    id: account.user.id,
    chatId: account.user.id,
    phone: account.phone,
    async start(payload) {
      await block(false)
      account.started = true
      return hands.says(payload ? `/start ${payload}` : '/start')
    },
    blocks: () => block(true),
    unblocks: () => block(false),
    deactivates: () => {
      account.deactivated = true
    },
    get chat() {
      return visible(world, chat)
    },
    screen,
    get toasts() {
      return account.toasts.map((toast) => toast.text)
    },
    get lastToast() {
      return account.toasts.at(-1)?.text
    },
    get keyboard() {
      return chat.keyboard?.rows.map((row) => row.map((button) => button.text)) ?? null
    },
    sees: (text, withinMs = patienceMs) =>
      waitFor(world, chat, String(text), withinMs, (glance) => spotted(world, chat, account, text, glance)),
    seesNews(withinMs = patienceMs) {
      const before = screen()
      return waitFor(world, chat, 'news', withinMs, () => {
        const now = screen()
        return isDeepStrictEqual(now, before) ? undefined : now
      })
    },
    transcript: () => readable(world, chat),
  }
}

/** How the bot stands in a private chat: blocked bots are told they were kicked. */
function standing(world: World, { blocked }: Account): TelegramChatMember {
  return blocked ? { status: 'kicked', user: world.bot, until_date: 0 } : { status: 'member', user: world.bot }
}
