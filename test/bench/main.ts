import mongoose from 'mongoose'
import { readServers } from '../../src/config.ts'
import { openServices } from '../../src/services/services.ts'
import { measureLevelling } from './capacity-levelling.ts'
import { measureCrosswise, measureLastSlot } from './capacity-race.ts'
import { measureOracle, measureSearch, measureStored } from './capacity-search.ts'
import { costOfSteps } from './dialogue.ts'
import { blockedPeople } from './faults/blocked.ts'
import { brokenAnswers } from './faults/broken-answers.ts'
import { databaseAway } from './faults/database-away.ts'
import { overDaylightSaving } from './faults/daylight-saving.ts'
import { killedSenders } from './faults/kills.ts'
import { lostRedis } from './faults/redis-lost.ts'
import { toldToWait } from './faults/too-fast.ts'
import { importSize } from './import-size.ts'
import { raceByTaps } from './race-by-taps.ts'
import { relayAtRealPace } from './relay/at-real-pace.ts'
import { shuffledUpdates } from './relay/shuffled.ts'
import { relayUnderFaults } from './relay/under-faults.ts'
import { besideACampaign } from './sending/conversation.ts'
import { launchedCampaign } from './sending/launch.ts'
import type { Options } from './sending/options.ts'
import { paceAtJitters, paceOfProcesses } from './sending/pace.ts'
import { peersBeforeTheWall } from './sending/peers.ts'
import { muchPending } from './sending/pending.ts'
import { withoutAWall } from './sending/throughput.ts'
import type { Servers } from './sending-support.ts'
import { openedServices } from './services.ts'
import { startUp } from './start-up.ts'
import { dayOfSurveys } from './survey-day.ts'
import { updatesPerSecond } from './updates.ts'

/**
 * Every measurement, by the name it is asked for: `npm run bench`, or `npm run bench race updates`. Sizes are chosen so
 * that a run is short; `npm run bench -- pace recipients=9000 runs=5` takes others.
 */
const benches: Record<string, ((servers: Servers, options: Options) => unknown)[]> = {
  race: [
    (servers) => measureLastSlot(servers),
    (servers) => measureCrosswise(servers),
    (servers) => raceByTaps(servers),
  ],
  search: [() => measureSearch(), () => measureOracle(), measureStored],
  levelling: [() => measureLevelling({})],
  updates: [updatesPerSecond],
  dialogue: [costOfSteps],
  startup: [startUp],
  services: [openedServices],
  pace: [paceAtJitters],
  processes: [paceOfProcesses],
  peers: [peersBeforeTheWall],
  beside: [besideACampaign],
  pending: [muchPending],
  launch: [launchedCampaign],
  throughput: [withoutAWall],
  kills: [killedSenders],
  redis: [lostRedis],
  flood: [toldToWait],
  broken: [brokenAnswers],
  blocked: [blockedPeople],
  seasons: [overDaylightSaving],
  outage: [databaseAway],
  relay: [relayUnderFaults, relayAtRealPace],
  crowd: [relayAtRealPace],
  shuffled: [shuffledUpdates],
  import: [importSize],
  surveys: [dayOfSurveys],
}

const given = process.argv.slice(2)
const asked = given.filter((one) => !one.includes('='))
const sizes = given.filter((one) => one.includes('=')).map((one) => one.split('='))
const options: Options = Object.fromEntries(sizes.map(([name, figure]) => [name, Number(figure)]))
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
      const found = await bench(servers, options)
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
