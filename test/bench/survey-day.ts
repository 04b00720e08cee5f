import mongoose from 'mongoose'
import { openStage } from '../../src/demo/stage.ts'
import type { Survey } from '../../src/shop/surveys/survey.ts'
import type { Visit } from '../../src/shop/visits/visit.ts'
import { type Measurement, summed } from './measure.ts'
import { customerIdOf, fillBooks, vehicleIdOf } from './people-in-books.ts'
import { load, type Options } from './sending/options.ts'
import type { Servers } from './sending-support.ts'

const deliveredAt = new Date('2026-03-02T11:00+08:00')
const asksFrom = '2026-03-03T11:00+08:00'

/**
 * A day of surveys: so many cars were handed back at one minute, so many customers are asked a day later, and all answer in
 * words. Judged by the simulated Telegram: each is asked once; and by the books: each answer is kept once.
 */
export async function dayOfSurveys(
  { mongodbUri, redisUrl, database }: Servers,
  { recipients = 10_000 }: Options = {},
): Promise<Measurement[]> {
  const stage = await openStage({ mongodbUri, redisUrl, at: '2026-03-02T12:00+08:00' })
  const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
  try {
    const chats = stage.simulator.crowd(recipients)
    await fillBooks(connection, chats, { profileVersion: 1, purpose: 'service' })
    await connection.collection<{ _id: string }>('visits').insertMany(chats.map(visitOf))

    const logged = stage.simulator.log.length
    let began = performance.now()
    await stage.moveTo(asksFrom)
    const askedS = (performance.now() - began) / 1_000
    const asked = stage.simulator.log
      .slice(logged)
      .filter(({ method, params }) => method === 'sendMessage' && /您满意吗/.test(String(params.text)))
    const times = new Map<number | null, number>()
    for (const { chatId } of asked) times.set(chatId, (times.get(chatId) ?? 0) + 1)

    began = performance.now()
    for (const chat of chats) stage.simulator.deliver(answerFrom(chat))
    await stage.settled()
    const answeredS = (performance.now() - began) / 1_000
    const surveys = await connection.collection<Survey>('surveys').find({ kind: 'csat' }).toArray()
    const facts = {
      database,
      load: load(),
      customers: recipients,
      askedOnce: [...times.values()].filter((count) => count === 1).length,
      askedTwice: [...times.values()].filter((count) => count > 1).length,
      answersKept: surveys.filter(({ answers }) => answers.length === 1 && answers[0]?.score === 5).length,
    }
    return [
      summed('surveys.asked', 's', [askedS], {
        means: 'from the minute they are due until the last has left',
        ...facts,
      }),
      summed('surveys.answered', 's', [answeredS], { means: 'until all answers are kept and thanked for', ...facts }),
    ]
  } finally {
    await connection.close()
    await stage.close()
  }
}

function visitOf(chat: number): Visit {
  const by = 'bench'
  return {
    _id: `vis_${chat}`,
    version: 1,
    dirty: true,
    appointmentId: null,
    customerId: customerIdOf(chat),
    vehicleId: vehicleIdOf(chat),
    advisorId: 'lin',
    technicianId: null,
    stage: 'closed',
    stages: [{ stage: 'closed', at: deliveredAt, by }],
    promisedAt: null,
    mileageKm: null,
    concern: [],
    items: [],
    done: ['maintenance'],
    declined: [],
    settlement: { amountFen: 50_600, at: deliveredAt, by },
    delivery: { at: deliveredAt, by },
    history: [],
    createdAt: deliveredAt,
  }
}

function answerFrom(chat: number) {
  const from = { id: chat, is_bot: false, first_name: `c${chat}`, language_code: 'zh-hans' }
  const date = Math.floor(new Date(asksFrom).getTime() / 1_000)
  return {
    message: {
      message_id: 900_000_000,
      date,
      chat: { id: chat, type: 'private', first_name: from.first_name },
      from,
      text: '5',
    },
  }
}
