import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import mongoose from 'mongoose'
import { withDatabase } from '../../src/database-uri.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { startProcess } from '../support/process.ts'
import { type Measurement, summed } from './measure.ts'
import type { Servers } from './sending-support.ts'

const runs = 5

/** From the start of the process to ready, beyond Node's own start, with given servers; and its memory when idle. */
export async function startUp({ mongodbUri, redisUrl, database }: Servers): Promise<Measurement[]> {
  const simulator = await startSimulator()
  const uri = withDatabase(mongodbUri, `bench_${randomBytes(5).toString('hex')}`)
  const seconds: number[] = []
  const megabytes: number[] = []
  for (let run = 0; run < runs; run++) {
    const bare = performance.now()
    execFileSync(process.execPath, ['-e', ''])
    const nodeMs = performance.now() - bare
    const began = performance.now()
    const env = {
      BOT_TOKEN: simulator.token,
      TELEGRAM_API_ROOT: simulator.apiRoot,
      MONGODB_URI: uri,
      REDIS_URL: redisUrl,
      PORT: '0',
    }
    const one = startProcess(env)
    await one.prints('"ready"')
    seconds.push((performance.now() - began - nodeMs) / 1_000)
    megabytes.push(residentMegabytes(one.child.pid ?? 0))
    await one.kill('SIGTERM')
  }
  await simulator.close()
  const connection = await mongoose.createConnection(uri).asPromise()
  await connection.dropDatabase()
  await connection.close()
  return [
    summed('startUp.ready', 's', seconds, { database, beyond: 'node -e ""' }),
    summed('startUp.memory', 'MB', megabytes, { database }),
  ]
}

/** Resident memory of a process; Linux only. */
function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
}
