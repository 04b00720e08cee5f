import type { TestProject } from 'vitest/node'
import { openServices } from '../../src/services/services.ts'
import { testMachine } from './machine.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string
    redisUrl: string
  }
}

/** The servers of a test run: those of the environment, else throw-away ones of our own. */
export default async function setup(project: TestProject) {
  const services = await openServices({
    mongodbUri: process.env.MONGODB_URI,
    redisUrl: process.env.REDIS_URL,
    data: { kind: 'throw-away' },
    say: (line) => console.log(line),
    machine: testMachine(),
  })
  project.provide('mongodbUri', services.mongodbUri)
  project.provide('redisUrl', services.redisUrl)
  return services.close
}
