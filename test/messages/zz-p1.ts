import { Redis } from 'ioredis'
import { createGovernor } from '../../src/messages/governor.ts'
const redis = new Redis('redis://127.0.0.1:6390')
const N = Number(process.argv[2] ?? 900)
const sleep = (ms:number)=>new Promise(r=>setTimeout(r,ms))
function wall(punitive: boolean) {
  let seen: number[] = []; let lockedUntil = 0; let n429 = 0
  return { arrive(now: number) {
    if (punitive && now < lockedUntil) { n429++; return 1000*Math.max(1,Math.ceil((lockedUntil-now)/1000)) }
    seen = seen.filter(t => t > now - 1000)
    if (seen.length >= 30) { n429++; if (punitive) lockedUntil = now+5000; return punitive ? 5000 : 1000 }
    seen.push(now); return 0 }, get n429() { return n429 } }
}
async function run(J: number, both: boolean, punitive: boolean) {
  const prefix = `p1_${Math.random().toString(36).slice(2)}`
  const g = createGovernor({ redis: redis as never, prefix }); const w = wall(punitive)
  const start = performance.now(); let left = N; let ok = 0; const inflight = new Set<Promise<void>>()
  let end = start
  let next = 0
  async function one(i: number): Promise<void> {
    for (;;) {
      const p = await g.ask({ lane: 'campaign', chat: `tg:${i}` })
      if (!p.go) { await sleep(p.forMs); continue }
      const t = performance.now()
      await sleep(20 + Math.random()*J)
      const wait = w.arrive(performance.now())
      await sleep(20 + (both ? Math.random()*J : 0))
      if (wait) { await g.pause(wait, { flooded: true }); continue }
      await g.took(performance.now()-t); ok++; end = performance.now(); return
    }
  }
  await Promise.all(Array.from({length: 32}, async () => { while (next < N) await one(next++) }))
  const share = ok / ((end-start)/1000) / 30
  console.log(JSON.stringify({ J, both, punitive, share: +share.toFixed(4), goal: +(0.97/(1+J/1000)).toFixed(4), pass: share >= 0.97/(1+J/1000), n429: w.n429, pace: (await g.view()).perSecond?.toFixed(2) }))
  for (const k of await redis.keys(`${prefix}*`)) await redis.del(k)
}
await Promise.all([5,20,50,100].flatMap(J => [true,false].flatMap(both => [true,false].map(p => run(J, both, p)))))
redis.disconnect()
