import { inject } from 'vitest'
import { openServices, type Services } from '../../src/services/services.ts'
import { testMachine } from './machine.ts'

/** Servers of a test's own, to be stopped and flushed: a Redis, and with `database` a database too. */
export function ownServices({ database = false } = {}): Promise<Services> {
  return openServices({
    mongodbUri: database ? undefined : inject('mongodbUri'),
    data: { kind: 'throw-away' },
    say: () => {},
    machine: testMachine(),
  })
}
