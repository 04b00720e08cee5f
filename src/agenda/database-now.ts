import type { Connection } from 'mongoose'

/**
 * The database's own time (UTC). Only for leases – has the process that took this up died? – and never for business:
 * that clock is real, the same for every process, and runs on while a simulated clock stands still.
 * A lease begins with `$currentDate` and is over when it began before `databaseNow() - leaseMs`.
 */
export async function databaseNow(connection: Connection): Promise<Date> {
  const { localTime } = await connection.getClient().db().command({ hello: 1 })
  return localTime
}
