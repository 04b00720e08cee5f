import { DateTime } from 'luxon'
import mongoose, { type Connection } from 'mongoose'
import { createItems } from '../agenda/items.ts'
import { systemClock } from '../clock.ts'
import { readServers } from '../config.ts'
import { createOutbox } from '../messages/outbox.ts'
import { createOutboxQueries } from '../messages/outbox-queries.ts'
import { createShop } from '../shop/shop.ts'

type Line = { at: Date; kind: string; state: string; why: string }

/** How long the database may take to be found before the operator hears that it is away. */
const selectionMs = 5_000

/**
 * Prints what was sent about an appointment, or about all of a customer's, what was not and why, and what comes next.
 * 0 when there is something to say, 1 for an id nobody knows, 2 when it cannot be asked. No people's words.
 */
export async function why([id]: string[]): Promise<number> {
  const { mongodbUri } = readServers()
  if (!id || !mongodbUri) {
    console.error(id ? 'MONGODB_URI is not set: which database?' : 'About what? npm run yingke -- why ID')
    return 2
  }
  const connection = mongoose.createConnection()
  try {
    await connection.openUri(mongodbUri, { autoIndex: false, autoCreate: false, serverSelectionTimeoutMS: selectionMs })
    const lines = await linesAbout(connection, id)
    for (const line of lines) console.log(line)
    if (lines.length === 0) console.error(`Nothing was ever due or sent about ${id}.`)
    return lines.length > 0 ? 0 : 1
  } catch (error) {
    console.error(`The database cannot tell: ${error instanceof Error ? error.message : 'unknown'}`)
    return 2
  } finally {
    await connection.close()
  }
}

/** One line for each thing due or said, in the order of its time on the shop's wall clock. */
export async function linesAbout(connection: Connection, id: string): Promise<string[]> {
  const clock = systemClock
  const shop = createShop({ connection, clock, otherPersonalData: [] })
  const { zone } = await shop.profile.refresh()
  const items = createItems({ connection, clock })
  const outbox = createOutboxQueries(createOutbox({ connection, clock }))
  const own = await shop.appointments.ofCustomer(id)
  const waiting = await shop.waitingList.ofCustomer(id)
  const offers = waiting.flatMap(({ _id, offer, passed }) => [
    _id,
    ...[...passed, ...(offer ? [offer] : [])].map(({ appointmentId }) => appointmentId),
  ])
  const lines: Line[] = []
  for (const about of new Set([id, ...own.map(({ _id }) => _id), ...offers])) {
    for (const { _id, kind, dueAt, state, outcome = '' } of await items.why(about)) {
      lines.push({ at: dueAt, kind: `due      ${kind}`, state, why: `${outcome}  ${_id}` })
    }
    for (const { _id, about: subject, sentAt, notBefore, state, reason = '' } of await outbox.why(about)) {
      lines.push({ at: sentAt ?? notBefore, kind: `message  ${subject?.kind ?? ''}`, state, why: `${reason}  ${_id}` })
    }
  }
  return lines
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, kind, state, why: because }) =>
      [
        DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm'),
        kind.padEnd(26),
        state.padEnd(8),
        because.trim(),
      ].join('  '),
    )
}
