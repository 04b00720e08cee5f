import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import mongoose from 'mongoose'
import { type App, openApp } from '../app.ts'
import type { Config } from '../config.ts'
import { withDatabase } from '../database-uri.ts'
import { type Log, silentLog } from '../log.ts'
import type { Pace } from '../messages/pace.ts'
import type { GroupFacts, SimGroup } from '../simulator/people/group.ts'
import type { SimUser, UserFacts } from '../simulator/people/user.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts'

export type Stage = {
  simulator: Simulator
  app: App
  config: Config
  databaseUri: string
  /** The advisors' group, where one was asked for. */
  group: SimGroup | null
  /** Somebody with a phone in the hand; every action ends when everything it set off has been handled and sent. */
  customer(facts?: UserFacts): SimUser
  /** The same for hands in a group. */
  settling<H extends object>(hands: H): H
  /** Moves the clock through everything that is due. ISO 8601 with offset. */
  moveTo(instant: string): Promise<void>
  present(): Date
  settled(): Promise<void>
  close(): Promise<void>
}

/** The simulated Telegram has no walls here, so nothing has to be paced. */
const unhurried: Pace = {
  perSecond: 10_000,
  chat: { everyMs: 1, burst: 1_000 },
  group: { calls: 1_000, windowMs: 1_000, forReplies: 0 },
}

/** What a person does, as against what a person looks at. */
const actions = new Set<PropertyKey>(
  'start says taps tapsData sharesContact sendsPhoto sendsVoice sendsVideo sendsSticker sendsLocation sendsAlbum sendsDocument edits forwardsContact blocks unblocks'.split(
    ' ',
  ),
)

/**
 * The real product on real servers with a simulated Telegram and a simulated clock, on a database of its own that is
 * dropped at the end. Used by the demo and by the tests.
 */
export async function openStage(options: {
  mongodbUri: string
  redisUrl: string
  /** ISO 8601 with offset. */
  at: string
  shopFile?: string
  simulator?: SimulatorOptions
  config?: Partial<Config>
  /** The advisors' group there is from the start. */
  group?: GroupFacts
  /** How fast the product talks: a group's twenty messages a minute are real time. */
  pace?: Pace
  log?: Log
}): Promise<Stage> {
  const name = `stage_${randomBytes(6).toString('hex')}`
  const databaseUri = withDatabase(options.mongodbUri, name)
  const startAt = new Date(options.at)
  let present = () => startAt
  const simulator = await startSimulator({ walls: 'off', now: () => present(), ...options.simulator })
  const group = options.group ? simulator.group(options.group) : null
  const config: Config = {
    botToken: simulator.token,
    telegramApiRoot: simulator.apiRoot,
    mongodbUri: databaseUri,
    redisUrl: options.redisUrl,
    roles: ['bot', 'worker', 'web'],
    port: 0,
    ingress: { by: 'polling' },
    advisorsChatId: group?.id ?? null,
    shopFile: options.shopFile ?? null,
    clock: { kind: 'simulated', startAt },
    logLevel: 'silent',
    ...options.config,
  }
  const app = await openApp({
    config,
    mongodbUri: databaseUri,
    redisUrl: options.redisUrl,
    prefix: `{${name}}`,
    pace: options.pace ?? unhurried,
    log: options.log ?? silentLog,
  })
  await app.ready
  const machine = app.timeMachine()
  present = machine.present

  /** Telegram has handed everything over, and the product has dealt with it. */
  async function settled(): Promise<void> {
    do {
      while (simulator.pendingUpdates() > 0) await sleep(2)
      await machine.settled()
    } while (simulator.pendingUpdates() > 0)
  }

  const customer = (facts?: UserFacts) => settling(simulator.user(facts))

  function settling<H extends object>(hands: H): H {
    return new Proxy(hands, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (typeof value !== 'function' || !actions.has(key)) return value
        return async (...args: unknown[]) => {
          const result: unknown = await value(...args)
          await settled()
          return result
        }
      },
    })
  }

  return {
    simulator,
    app,
    config,
    databaseUri,
    group,
    customer,
    settling,
    settled,
    present: () => present(),
    async moveTo(instant) {
      await machine.moveTo(new Date(instant))
    },
    async close() {
      await app.close()
      await simulator.close()
      const connection = await mongoose.createConnection(databaseUri).asPromise()
      await connection.dropDatabase()
      await connection.close()
    },
  }
}
