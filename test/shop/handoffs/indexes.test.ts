import { afterAll, beforeAll, expect, it } from 'vitest'
import { watchQueries } from '../../support/served.ts'
import { type Desk, openDesk } from './open-desk.ts'

const queries = watchQueries()
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

it('every query about advisors, handoffs and transcripts is served by an index', async () => {
  const [lin, zhou] = [await desk.advisor('lin'), await desk.advisor('zhou')]
  const wang = await desk.customer()
  const { _id } = await desk.opens(wang)
  const source = { chat: wang.chat, message: '1' }
  const who = { kind: 'customer' as const, id: wang.id, name: '林晓' }
  const said = { text: '你好', media: null }
  const line = { handoffId: _id, customerId: wang.id, at: desk.clock.now(), who, what: said, note: false, source }
  await desk.transcript.add({ ...line, _id: 'update:1' })
  await desk.transcript.edit(source, said, desk.clock.now())
  await desk.transcript.release('update:1')
  await desk.transcript.lastOf(wang.id, 20)
  await desk.transcript.of({ handoffId: _id })
  await desk.transcript.of({ customerId: wang.id })
  await desk.replies(_id, lin)
  await desk.handoffs.transfer(_id, zhou, lin)
  await desk.handoffs.expectedWaitMinutes()
  await desk.handoffs.facts.unsettled(10)
  await desk.handoffs.facts.settle(_id, 1)
  await desk.handoffs.close(_id, '', zhou)
  await desk.opens(wang)
  await desk.handoffs.lastOf(wang.id)
  await desk.handoffs.drain()
  await desk.handoffs.releaseAbsent()
  await desk.advisors.leave(zhou, 'operator')
  const li = await desk.customer()
  await desk.handoffs.handOver(wang.id, li.id)
  await desk.transcript.handOver(wang.id, li.id)
  await desk.privacy.exportOf(li.id)
  await desk.privacy.erase(li.id)
  const ours = [...queries.seen.keys()].filter((shape) => /^(advisor|handoffs|transcript)/.test(shape))
  expect(ours.length).toBeGreaterThan(20)
  expect((await queries.unserved(desk.connection)).filter((shape) => ours.includes(shape))).toEqual([])
})
