import type { AddressInfo } from 'node:net'
import type { TelegramUpdate, TelegramUser } from '@gramio/types'
import { type ApiCall, createCallLog } from './call-log.ts'
import { createConsumer } from './consumer.ts'
import { createFaults, type Faults } from './faults.ts'
import { createLimits, type Walls } from './limits.ts'
import { allMethods } from './methods/all.ts'
import { createGroup, type GroupFacts, type SimGroup } from './people/group.ts'
import { createUser, openAccount, type SimUser, type UserFacts } from './people/user.ts'
import { createPerform } from './perform.ts'
import { createApiServer } from './server.ts'
import { assertSimulatedToken, botIdOf, simulatedToken } from './token.ts'
import { createWorld } from './world.ts'

export type SimulatorOptions = {
  /** Port on 127.0.0.1; any free one by default. */
  port?: number
  /** Digits, a colon, then SIMULATED…; anything that could be real is refused. */
  token?: string
  /** Stamps messages and expires presses and updates; the system's clock by default. Limits always run in real time. */
  now?: () => Date
  /** How sending is limited; `off` lifts every limit. */
  walls?: Walls
  /** How long the minute lasts in which a group takes 20 messages; a real one when left out. */
  groupMinuteMs?: number
  /** Time from a call's arrival to its answer, half of it before the call is performed. */
  latencyMs?: number
  /** Time of one way, asked anew for each, where they are to vary; half of `latencyMs` when left out. */
  wayMs?: () => number
  /** API calls kept in `log` (at least so many of the newest), 100,000 by default; 0 keeps none. */
  logLimit?: number
  /** Messages kept per chat, 100,000 by default; older ones are forgotten. */
  history?: number
  /** First pause after a webhook did not take an update; doubles up to a minute. */
  webhookRetryMs?: number
  /** Decides which calls a fault with a `chance` befalls. */
  random?: () => number
}

export type Simulator = {
  /** Give this to Telegraf as `telegram.apiRoot`. */
  apiRoot: string
  token: string
  bot: TelegramUser
  /** A person with an account; the same person again when the id is known. */
  user(facts?: UserFacts): SimUser
  /** So many people at once who all pressed START, without hands: their ids. For measurements. */
  crowd(count: number): number[]
  group(facts: GroupFacts): SimGroup
  faults: Faults
  log: ApiCall[]
  /** Gives the bot an update as it stands, whatever it holds; its id is added when it has none. */
  deliver(update: Record<string, unknown>): void
  /** Updates the bot has not acknowledged. */
  pendingUpdates(): number
  close(): Promise<void>
}

export type { ApiCall } from './call-log.ts'
export type { Fault, Faults } from './faults.ts'
export type { SimGroup, SimMember } from './people/group.ts'
export type { SimMessage } from './people/sim-message.ts'
export type { SimUser } from './people/user.ts'

/** Starts a Telegram of one's own on 127.0.0.1, knowing one bot and nobody else. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, token = simulatedToken, now = () => new Date(), walls = 'bucket', latencyMs = 0 } = options
  const { wayMs = () => latencyMs / 2 } = options
  assertSimulatedToken(token)
  const world = createWorld({ token, bot: botUser(token), now, history: options.history ?? 100_000 })
  const faults = createFaults(world.inbox, options.random ?? Math.random)
  const retryMs = options.webhookRetryMs ?? 1000
  const consumer = createConsumer(world.inbox, { now, retryMs, pollConflicts: faults.takeConflict })
  const perform = createPerform(world, allMethods(consumer), createLimits(walls, options.groupMinuteMs))
  const log = createCallLog(options.logLimit ?? 100_000)
  const server = createApiServer({ world, perform, faults, log, wayMs })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))

  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    bot: world.bot,
    user: (facts) => createUser(world, openAccount(world, facts)),
    crowd: (count) =>
      Array.from({ length: count }, () => {
        const account = openAccount(world)
        account.started = true
        return account.user.id
      }),
    group: (facts) => createGroup(world, facts),
    faults: faults.switches,
    log: log.calls,
    deliver(update) {
      const raw: TelegramUpdate = { update_id: world.inbox.nextId() }
      world.inbox.add(Object.assign(raw, update), 'delivered', 24 * 3_600_000)
    },
    pendingUpdates: () => world.inbox.size(),
    async close() {
      consumer.close()
      // Answers whose effect somebody has already seen are let out first.
      await new Promise(setImmediate)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function botUser(token: string): TelegramUser {
  return {
    id: botIdOf(token),
    is_bot: true,
    first_name: '迎客',
    username: 'yingke_simulated_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }
}
