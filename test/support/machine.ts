import { join } from 'node:path'
import { thisMachine } from '../../src/services/machine.ts'

/** This machine, with the cache where the user wants it. */
export function testMachine() {
  const cache = process.env.XDG_CACHE_HOME
  return thisMachine(cache ? join(cache, 'yingke') : undefined)
}
