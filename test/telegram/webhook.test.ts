import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:net'
import mongoose from 'mongoose'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openStage, type Stage } from '../../src/demo/stage.ts'
import { silentLog } from '../../src/log.ts'
import { startWeb } from '../../src/web/server.ts'
import { mondayMorning } from '../support/open-shop.ts'
import { booked } from '../support/people.ts'
import { update } from './support.ts'

const secret = 'the-secret-of-this-webhook'

describe('the webhook', () => {
  let stage: Stage
  let url: string
  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}/telegram`
    stage = await openStage({
      mongodbUri: inject('mongodbUri'),
      redisUrl: inject('redisUrl'),
      at: mondayMorning,
      simulator: { webhookRetryMs: 20 },
      config: { port, ingress: { by: 'webhook', url, secret } },
    })
  })
  afterAll(() => stage?.close())

  const post = (body: string, given?: string) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...(given && { 'x-telegram-bot-api-secret-token': given }) },
    })
  const stored = async () => {
    const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
    const count = await connection.collection('updates').countDocuments()
    await connection.close()
    return count
  }

  it('serves a whole booking, presses and words coming in by two queues', async () => {
    const wang = await booked(stage)
    await wang.sees('预约成功')
  })

  it.each([undefined, '', 'wrong', `${secret}x`, secret.slice(1), secret.toUpperCase()])(
    'takes nothing from whoever has the secret %j',
    async (given) => {
      const before = [await stored(), stage.simulator.log.length]
      const answer = await post(JSON.stringify(update(900_001, 4_711, '/start')), given)
      expect(answer.status).toBe(401)
      await stage.settled()
      expect([await stored(), stage.simulator.log.length]).toEqual(before)
    },
  )

  it.each(['', 'no json', '[]', '"x"', 'null', '{}', '{"update_id":"7"}', '{"update_id":1.5}', '{"update_id":7'])(
    'refuses %j, which is no update',
    async (body) => {
      const before = await stored()
      expect((await post(body, secret)).status).toBe(400)
      expect(await stored()).toBe(before)
    },
  )

  it.each([
    ['with its length', true, secret],
    ['in pieces', false, secret],
    ['in pieces, by a stranger', false, undefined],
  ])('does not take in 50 MB that come %s', async (_, told, given) => {
    const { status, written } = await flood(url, { told, given })
    expect(given ? [413] : [401, 413]).toContain(status)
    // What the sockets of both sides hold may be on its way besides the one megabyte that is looked at.
    expect(written).toBeLessThan(12 * megabyte)
  })

  it('answers 503 while the database is away, and 404 in a process without the role web', async () => {
    const parts = { readiness: async () => ({}), timeMachine: () => null, log: silentLog, metrics: new Registry() }
    const away = await startWeb(0, { ...parts, webhook: () => () => Promise.reject(new Error('away')) })
    const other = await startWeb(0, { ...parts, webhook: null })
    const statuses = await Promise.all(
      [away, other].map(
        async ({ port }) => (await fetch(`http://127.0.0.1:${port}/telegram`, { method: 'POST' })).status,
      ),
    )
    expect(statuses).toEqual([503, 404])
    await Promise.all([away.close(), other.close()])
  })
})

const megabyte = 1024 * 1024

/** Posts 50 MB as fast as they are taken, until there is an answer; what was written by then. */
function flood(url: string, { told, given }: { told: boolean; given: string | undefined }) {
  const piece = Buffer.alloc(64 * 1024, 'x')
  const total = 50 * megabyte
  return new Promise<{ status: number; written: number }>((resolve, reject) => {
    let written = 0
    const headers = {
      'content-type': 'application/json',
      ...(told && { 'content-length': total }),
      ...(given && { 'x-telegram-bot-api-secret-token': given }),
    }
    const posting = request(url, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, written })
      posting.destroy()
    })
    posting.on('error', reject)
    const write = () => {
      while (written < total && !posting.destroyed) {
        written += piece.length
        if (!posting.write(piece)) return void posting.once('drain', write)
      }
      posting.end()
    }
    write()
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}
