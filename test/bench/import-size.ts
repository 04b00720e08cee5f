import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { importList } from '../../src/cli/import/import-list.ts'
import { systemClock } from '../../src/clock.ts'
import { withDatabase } from '../../src/database-uri.ts'
import { newId } from '../../src/ids.ts'
import { createShop } from '../../src/shop/shop.ts'
import { sampleShop } from '../support/sample-profile.ts'
import type { Servers } from './sending-support.ts'

const rows = 100_000

/** A hundred thousand customers with a car each, taken in twice: the time, the CPU and the memory of the process. */
export async function importSize({ mongodbUri }: Pick<Servers, 'mongodbUri'>): Promise<object[]> {
  const dir = mkdtempSync(join(tmpdir(), 'yingke-import-'))
  const uri = withDatabase(mongodbUri, newId('import'))
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise()
  try {
    const file = await listOf(join(dir, 'list.csv'))
    const shop = createShop({ connection, clock: systemClock, otherPersonalData: [] })
    await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()))
    await shop.profile.adopt(sampleShop)
    const found: object[] = []
    for (const run of ['first', 'again']) {
      const options = { shop, now: systemClock.now(), dryRun: false, progress: () => () => {} }
      found.push({ name: 'import', run, ...(await measured(() => importList(file, options))) })
    }
    return found
  } finally {
    await connection.dropDatabase()
    await connection.close()
    rmSync(dir, { recursive: true })
  }
}

async function measured(act: () => ReturnType<typeof importList>) {
  const beginBytes = process.memoryUsage.rss()
  let peakBytes = 0
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, 50)
  const cpu = process.cpuUsage()
  const beganMs = performance.now()
  const done = await act()
  clearInterval(timer)
  const { user, system } = process.cpuUsage(cpu)
  if ('fault' in done) throw new Error(`the list was not read: ${done.fault}`)
  const { faults: _, byReason: __, ignored: ___, ...counts } = done
  return {
    ...counts,
    ms: Math.round(performance.now() - beganMs),
    cpuMs: Math.round((user + system) / 1000),
    rssBeginMb: Math.round(beginBytes / 1e6),
    rssPeakMb: Math.round(peakBytes / 1e6),
  }
}

/** A list of invented people; every plate is the only one of its kind. */
async function listOf(file: string): Promise<string> {
  const out = createWriteStream(file)
  out.write('姓名,手机,车牌,车型,里程,上次进店,上次项目,保险到期\n')
  for (let n = 0; n < rows; n++) {
    const plate = `粤${'ABCDEFGHJK'[Math.floor(n / 10_000)]}${String(n).padStart(5, '0')}`
    const person = `车主${n},138${String(n).padStart(8, '0')},${plate}`
    const month = (n % 9) + 1
    const line = `${person},示例 S3 轿车,${(n % 90) * 1_000 + 500},2025-0${month}-15,保养,2026-0${month}-01\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  return file
}
