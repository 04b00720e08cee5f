import { join } from 'node:path'
import { throwAwayPlace } from '../../src/services/place.ts'
import { openServices } from '../../src/services/services.ts'
import { testMachine } from '../support/machine.ts'

// A process that opens something, tells what on one line, and waits to be killed:
//   holder.ts services            throw-away servers
//   holder.ts durable <dir>       servers on kept data
//   holder.ts orphan <parent>     a child that outlives it, as where nothing ends children with their parent
const [kind, dir = ''] = process.argv.slice(2)

async function hold(): Promise<unknown> {
  if (kind === 'orphan') {
    const place = await throwAwayPlace(dir, console.error)
    await place.serve({ name: 'sleeper', command: ['sleep', '600'], stopSignal: 'SIGTERM', isReady: () => true })
    return { children: join(place.dir, 'children') }
  }
  const data = kind === 'durable' ? ({ kind, dir } as const) : ({ kind: 'throw-away' } as const)
  const { mongodbUri, redisUrl } = await openServices({ data, say: console.error, machine: testMachine() })
  return { mongodbUri, redisUrl }
}

console.log(JSON.stringify(await hold()))
process.stdin.resume()
