import type { ApiCall } from '../../../src/simulator/simulator.ts'
import { percentile } from '../measure.ts'

/** What customer `c3` said third is `c3-2`; when they said it, and where it stands in their chat. */
export type Utterance = { words: string; at: number; chatId: number; messageId: number }
/** What the simulated Telegram took in. `topicOf`: the customer whose topic it is; `null` is General. */
type Arrival = {
  words: string
  at: number
  topicOf: string | null
  /** `null` for a picture, which has no room for it. */
  showsDelay: boolean | null
}

/** A line of a customer in the group, late or not. */
const line = /^👤 (⏱\d+′ )?(c\d+-\d+)$/
/** A minute, less what a clock may be off. */
const lateAfterMs = 60_500

/** What became of what customers said, by the calls that the simulated Telegram performed. */
export function judged(
  calls: ApiCall[],
  { said, ids, listed }: { said: Utterance[]; ids: Set<number>; listed: string },
) {
  const toGroup = calls.filter(({ chatId }) => chatId !== null && ids.has(chatId))
  const topics = topicsMade(toGroup)
  const arrivals = arrivalsIn(toGroup, said, topics)
  const times = new Map<string, number>()
  for (const { words } of arrivals) times.set(words, (times.get(words) ?? 0) + 1)
  const isListed = ({ words, chatId, messageId }: Utterance) =>
    listed.includes(`"${words}"`) || listed.includes(`"chat":"tg:${chatId}","remoteId":"${messageId}"`)
  const missing = said.filter(({ words }) => !times.has(words))
  const twice = said.filter(({ words }) => (times.get(words) ?? 0) > 1)
  const saidAt = new Map(said.map(({ words, at }) => [words, at]))
  const waits = arrivals.map(({ words, at }) => at - (saidAt.get(words) ?? at))
  const late = arrivals.filter((_, i) => (waits[i] ?? 0) > lateAfterMs)
  return {
    said: said.length,
    topics: new Set(topics.values()).size,
    topicsMade: topics.size,
    lost: missing.filter((one) => !isListed(one)).length,
    lostListed: missing.filter(isListed).length,
    duplicates: twice.filter((one) => !isListed(one)).length,
    duplicatesListed: twice.filter(isListed).length,
    outOfOrder: outOfOrder(arrivals),
    inGeneral: arrivals.filter(({ topicOf }) => topicOf === null).length,
    inOthersTopic: arrivals.filter(({ words, topicOf }) => topicOf !== null && !words.startsWith(`${topicOf}-`)).length,
    callsToGroup: toGroup.length,
    callsInAMinute: mostInAMinute(toGroup.filter(({ method }) => counts.test(method))),
    tooManyRequests: toGroup.filter(({ code }) => code === 429).length,
    lineCalls: toGroup.filter(({ method, performed, params }) => performed && isOfLines(method, params.text)).length,
    waitMedianS: seconds(percentile(waits, 0.5)),
    waitP95S: seconds(percentile(waits, 0.95)),
    waitMaxS: seconds(Math.max(...waits)),
    late: late.length,
    lateWithoutDelay: late.filter(({ showsDelay }) => showsDelay === false).length,
  }
}

/** What Telegram counts: messages, edits, topics, signs; and pins, to be on the safe side. */
const counts = /^(send(?!ChatAction)|copy|edit|pin|setMessageReaction|(create|close|reopen|delete)ForumTopic)/

/** Whose topic a thread is, by the name it was made with. */
function topicsMade(calls: ApiCall[]): Map<number, string> {
  const made = calls.filter(({ method, performed }) => method === 'createForumTopic' && performed)
  const entries = made.flatMap(({ params, result }): [number, string][] => {
    const customer = /^c\d+/.exec(String(params.name))?.[0]
    const thread = threadIn(result)
    return customer && thread !== null ? [[thread, customer]] : []
  })
  return new Map(entries)
}

function arrivalsIn(calls: ApiCall[], said: Utterance[], topics: Map<number, string>): Arrival[] {
  const bySource = new Map(said.map(({ chatId, messageId, words }) => [`${chatId}:${messageId}`, words]))
  return calls.flatMap(({ method, params, performed, at }): Arrival[] => {
    if (!performed) return []
    const topicOf = topics.get(Number(params.message_thread_id)) ?? null
    if (method === 'copyMessage') {
      const words = bySource.get(`${params.from_chat_id}:${params.message_id}`)
      return words ? [{ words, at, topicOf, showsDelay: null }] : []
    }
    if (method !== 'sendMessage') return []
    return linesOf(params.text).map(({ words, showsDelay }) => ({ words, at, topicOf, showsDelay }))
  })
}

function linesOf(text: unknown): { words: string; showsDelay: boolean }[] {
  return String(text)
    .split('\n')
    .flatMap((one) => {
      const [, delay, words] = line.exec(one) ?? []
      return words ? [{ words, showsDelay: delay !== undefined }] : []
    })
}

const isOfLines = (method: string, text: unknown) => method === 'sendMessage' && linesOf(text).length > 0

/** Pairs of neighbours, by when each arrived first, that are the wrong way round. */
function outOfOrder(arrivals: Arrival[]): number {
  const first = new Map<string, number>()
  for (const { words } of arrivals) if (!first.has(words)) first.set(words, first.size)
  const last = new Map<string, number>()
  let wrong = 0
  for (const words of first.keys()) {
    const [customer = '', nth = ''] = words.split('-')
    if (Number(nth) < (last.get(customer) ?? -1)) wrong++
    last.set(customer, Math.max(Number(nth), last.get(customer) ?? -1))
  }
  return wrong
}

function mostInAMinute(calls: ApiCall[]): number {
  const times = calls.map(({ at }) => at).toSorted((a, b) => a - b)
  return Math.max(0, ...times.map((at, i) => times.slice(i).filter((other) => other < at + 60_000).length))
}

function threadIn(result: unknown): number | null {
  return typeof result === 'object' && result !== null && 'message_thread_id' in result
    ? Number(result.message_thread_id)
    : null
}

const seconds = (ms: number) => Number((ms / 1_000).toFixed(1))
