import { openStage } from '../../src/demo/stage.ts'
import { type Measurement, summed } from './measure.ts'
import type { Servers } from './sending-support.ts'

const dialogues = 40
const runs = 5

/** CPU of this process per update at the second and at the twentieth step of a dialogue with stored state. */
export async function costOfSteps({ mongodbUri, redisUrl, database }: Servers): Promise<Measurement[]> {
  const stage = await openStage({ mongodbUri, redisUrl, at: '2026-03-02T09:00+08:00' })
  const second: number[] = []
  const twentieth: number[] = []
  for (let run = 0; run < runs; run++) {
    const users = Array.from({ length: dialogues }, () => stage.simulator.user())
    const all = (act: (user: (typeof users)[number], i: number) => Promise<unknown>, then: string) =>
      Promise.all(
        users.map(async (user, i) => {
          await act(user, i)
          await user.sees(then, 60_000)
        }),
      )
    await all((user) => user.start(), '马上预约')
    await all((user) => user.taps('📅 马上预约'), '车牌')
    await all((user, i) => user.says(`粤${'ABCDE'[run]}${20_000 + i}`), '第1步')
    await stage.settled()
    second.push(await cpuOf(() => all((user) => user.taps('常规保养'), '预估'), stage))
    for (let step = 4; step < 19; step += 2) {
      await all((user) => user.taps('📅 其他日期'), '哪一天')
      await all((user) => user.taps('◀ 返回'), '预估')
    }
    await stage.settled()
    await all((user) => user.taps('＋ 加一项'), '还需要加')
    await stage.settled()
    twentieth.push(await cpuOf(() => all((user) => user.taps('空调清洗'), '空调清洗'), stage))
  }
  await stage.close()
  const facts = { database, dialogues, includes: 'simulated Telegram in the same process' }
  return [
    summed('dialogue.step2', 'ms CPU/update', second, facts),
    summed('dialogue.step20', 'ms CPU/update', twentieth, facts),
  ]
}

async function cpuOf(work: () => Promise<unknown>, stage: { settled(): Promise<void> }): Promise<number> {
  const before = process.cpuUsage()
  await work()
  await stage.settled()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / dialogues
}
