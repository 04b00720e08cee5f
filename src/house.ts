import { fileURLToPath } from 'node:url'
import { flows } from '../flows/flows.ts'
import { groupActions } from '../flows/group/actions.ts'
import { campaignActions } from '../flows/group/campaign-actions.ts'
import { caseActions } from '../flows/group/cases.ts'
import { deskCommands } from '../flows/group/desk-commands.ts'
import { deskTexts } from '../flows/group/desk-texts.ts'
import { deskWords } from '../flows/group/desk-words.ts'
import { groupCommands } from '../flows/group/due-list.ts'
import { handoffActions } from '../flows/group/handoff-actions.ts'
import { solicitActions } from '../flows/group/soliciting.ts'
import { wordRefusal } from '../flows/refusals.ts'
import { commands, understanding } from '../flows/understanding.ts'
import { jobs } from '../jobs/jobs.ts'
import { createAgenda } from './agenda/agenda.ts'
import { openSimulatedClock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createCheck } from './conversation/check.ts'
import { createConversations } from './conversation/conversations.ts'
import { createEngine } from './conversation/engine.ts'
import { type OpenDesk, openDesk } from './desk/open-desk.ts'
import { newId } from './ids.ts'
import { type Log, reasonOf } from './log.ts'
import { createGovernor } from './messages/governor.ts'
import { createMessages } from './messages/messages.ts'
import type { Pace } from './messages/pace.ts'
import type { createMetrics } from './metrics.ts'
import { heardOf } from './outcomes.ts'
import { createSettling } from './settling.ts'
import { factEvent } from './shop/facts.ts'
import { readShopFile } from './shop/profile/read-shop-file.ts'
import { createShop } from './shop/shop.ts'
import type { openStores } from './stores.ts'
import { createApi } from './telegram/api.ts'
import { createBot } from './telegram/bot.ts'
import { createCodec } from './telegram/codec.ts'
import { createAddresses } from './telegram/group/address.ts'
import { createForum } from './telegram/group/forum.ts'
import { createGroupIngress } from './telegram/group/group-ingress.ts'
import { createInbox } from './telegram/ingress/inbox.ts'
import { createIngress } from './telegram/ingress/ingress.ts'
import { introduce } from './telegram/introduce.ts'
import { createTransport } from './telegram/transport/transport.ts'
import { createTimeMachine } from './time-machine.ts'

/** How often what a crash left half done is looked for, real time. */
const mendEveryMs = 30_000

const sampleShop = fileURLToPath(new URL('./shop/profile/sample-shop.yaml', import.meta.url))

type Parts = {
  config: Config
  stores: ReturnType<typeof openStores>
  prefix: string
  pace: Pace
  log: Log
  metrics: ReturnType<typeof createMetrics>
}

/** Wires the rooms together over servers that have been reached; the caller runs what its roles ask for. */
export async function openHouse({ config, stores, prefix, pace, log, metrics }: Parts) {
  const { connection, redis } = stores
  const simulated =
    config.clock.kind === 'simulated' ? await openSimulatedClock(connection, config.clock.startAt) : null
  const clock = simulated ?? systemClock

  const api = createApi({
    token: config.botToken,
    apiRoot: config.telegramApiRoot,
    onAnswer: (method, answer) => metrics.calls.inc({ method, answer }),
  })
  const codec = createCodec(config.botToken)
  const conversations = createConversations({ connection })
  const inbox = createInbox({ connection })
  const governor = createGovernor({ redis: redis.producer, prefix, pace })
  metrics.watchHeldBack(async () => (await governor.view()).pausedMs)
  const addresses = createAddresses({ connection, log })
  if (config.advisorsChatId !== null) await addresses.learn(config.advisorsChatId)
  const forum = createForum({
    connection,
    api,
    addresses,
    opening: async (...topic) => desk?.opening.open(...topic),
  })
  const messages = createMessages({
    connection,
    redis,
    prefix,
    clock,
    governor,
    transport: createTransport({ api, codec, forum, addresses, log, now: clock.now }),
    checks: [
      createCheck({
        shop: () => shop,
        clock,
        countedFor: (chats, purpose) => messages.countedFor(chats, purpose),
      }),
    ],
    log,
    onOutcome: async (message) => {
      await desk?.delivered(message)
      await heardOf(message, shop)
    },
  })
  const otherPersonalData = [messages.personalData, conversations.personalData, inbox.personalData]
  const shop = createShop({ connection, clock, otherPersonalData })
  const group = config.advisorsChatId === null ? null : addresses.nameOf(config.advisorsChatId)
  if (group === null) log.warn({}, 'ADVISORS_CHAT_ID is not set: sheets and tasks are only in the terminal')
  const desk: OpenDesk | null =
    group === null
      ? null
      : openDesk({
          shop,
          messages,
          clock,
          group,
          words: () => deskWords(shop, clock.now),
          onBehalf: (event, answerTap) => engine.handle(event, answerTap),
          actionsOf: (parts) => ({
            ...groupActions(shop, clock.now),
            ...handoffActions(parts),
            ...campaignActions(parts),
            ...solicitActions(parts),
            ...caseActions(parts),
          }),
          commandsOf: deskCommands,
          groupCommandsOf: groupCommands,
          log,
        })
  const tools = { shop, messages, clock, group, desk }
  const agenda = createAgenda({ connection, redis, prefix, clock, jobs, tools, log })
  // A worker looks for what follows from a fact now rather than in a second.
  connection.on(factEvent, agenda.tell)
  const settling = createSettling({ connection, shop, agenda, clock, log })
  const engine = createEngine({
    conversations,
    messages,
    shop,
    flows,
    understanding,
    wordRefusal,
    people: desk?.hearing ?? null,
    clock,
    log,
  })
  const botId = Number(config.botToken.split(':')[0])
  const groupIngress =
    desk && group !== null ? createGroupIngress({ api, codec, botId, group, addresses, forum, desk }) : null
  const bot = createBot({ token: config.botToken, botId, api, engine, codec, groupIngress, log })
  const ingress = createIngress({
    config: config.ingress,
    api,
    inbox,
    redis,
    prefix,
    holder: newId('proc'),
    log,
    metrics,
    handle: async (update) => {
      await clock.sync()
      await shop.profile.refresh()
      await bot.handleUpdate(update as never)
    },
    apologise: async (chat, updateId) => {
      await shop.parked(chat, updateId)
      await engine.apologise(chat, updateId)
    },
  })

  await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()))
  const profile = readShopFile(config.shopFile ?? sampleShop)
  if (Array.isArray(profile)) {
    throw new Error(
      ['the shop file has mistakes:', ...profile.map((e) => `  line ${e.line}, ${e.path}: ${e.message}`)].join('\n'),
    )
  }
  await shop.profile.adopt(profile)

  const { help } = deskTexts[shop.profile.current().language]
  const inGroup = group === null ? null : { chatId: addresses.idOf(group), commands: help }
  const never = async () => null
  const rooms = [
    { name: 'inbox', isQuiet: () => inbox.isQuiet(), nextDueAt: never },
    { name: 'facts', isQuiet: settling.facts.isQuiet, nextDueAt: never, wake: agenda.tell },
    agenda.timed,
    messages.timed,
  ]
  function runMending(): { close(): Promise<void> } {
    const fault = (error: unknown) => log.warn({ reason: reasonOf(error) }, 'mending')
    const mend = async () => {
      await shop.mend().catch(fault)
      await settling.plan().catch(fault)
      await settling.reconcile().catch(fault)
    }
    let last = mend()
    const timer = setInterval(() => {
      last = last.then(mend)
    }, mendEveryMs)
    return {
      async close() {
        clearInterval(timer)
        await last
      },
    }
  }

  return {
    ingress,
    timeMachine: simulated && createTimeMachine({ clock: simulated, rooms }),
    async runBot() {
      const running = [introduce({ api, config: config.ingress, commands, group: inGroup, log }), ingress.run()]
      return { close: async () => void (await Promise.all(running.map((one) => one.close()))) }
    },
    runWorker() {
      const sending = messages.runSender()
      const mending = runMending()
      const doing = agenda.run({
        refresh: shop.profile.refresh,
        settle: settling.facts.sweep,
      })
      return {
        async close() {
          await doing.close()
          await mending.close()
          await sending.close()
        },
      }
    },
    async close() {
      await ingress.close()
      await agenda.close()
    },
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>
