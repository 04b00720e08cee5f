import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string
    redisUrl: string
  }
}

export default async function setup(project: TestProject) {
  project.provide('mongodbUri', process.env.MONGODB_URI ?? '')
  project.provide('redisUrl', process.env.REDIS_URL ?? '')
}
