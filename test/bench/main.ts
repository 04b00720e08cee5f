import mongoose from 'mongoose'
import { readServers } from '../../src/config.ts'
import { openServices } from '../../src/services/services.ts'
import { measureLevelling } from './capacity-levelling.ts'
import { measureCrosswise, measureLastSlot } from './capacity-race.ts'
import { measureOracle, measureSearch, measureStored } from './capacity-search.ts'
import { costOfSteps } from './dialogue.ts'
import { raceByTaps } from './race-by-taps.ts'
import { sendingPace } from './sending-pace.ts'
import type { Servers } from './sending-support.ts'
import { sendingThroughput } from './sending-throughput.ts'
import { startUp } from './start-up.ts'
import { updatesPerSecond } from './updates.ts'

/** Every measurement, by the name it is asked for: `npm run bench`, or `npm run bench race updates`. */
const benches: Record<string, ((servers: Servers) => unknown)[]> = {
  race: [measureLastSlot, measureCrosswise, raceByTaps],
  search: [() => measureSearch(), () => measureOracle(), measureStored],
  levelling: [() => measureLevelling({})],
  updates: [updatesPerSecond],
  dialogue: [costOfSteps],
  startup: [startUp],
  sending: [sendingThroughput, (servers) => sendingPace(servers)],
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
const services = await openServices({
  ...readServers(),
  data: { kind: 'throw-away' },
  say: (line) => console.error(line),
})
try {
  const servers: Servers = {
    mongodbUri: services.mongodbUri,
    redisUrl: services.redisUrl,
    database: await serverName(services.mongodbUri),
  }
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
    for (const bench of benches[name] ?? []) {
      const found = await bench(servers)
      for (const line of Array.isArray(found) ? found : [found])
        console.log(JSON.stringify({ database: servers.database, ...line }))
    }
  }
} finally {
  await services.close()
}

/** Which database server the figures come from. */
async function serverName(uri: string): Promise<string> {
  const connection = await mongoose.createConnection(uri).asPromise()
  const info = await connection.db?.admin().command({ buildInfo: 1 })
  await connection.close()
  const ferretdb: string | undefined = info?.ferretdb?.version
  return ferretdb ? `FerretDB ${ferretdb} on DocumentDB` : `MongoDB ${info?.version}`
}
