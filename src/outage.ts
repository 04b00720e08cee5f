/**
 * Whether an error says that a server is away (database, Redis), not that the work is faulty. Such work waits and
 * is tried again without being counted against it. Judged by name: the drivers have no common class.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (outages.test(error.name) || outages.test(error.message)) return true
  return isOutage(error.cause)
}

const outages =
  /^Mongo(Network|ServerSelection|NotConnected|PoolCleared|PoolClosed|Topology|WaitQueue)|MaxRetriesPerRequest|ECONNREFUSED|ECONNRESET|EPIPE|Stream isn't writeable|Connection is closed|offline queue|buffering timed out|socket .*closed|socket has been ended/i
