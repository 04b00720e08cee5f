import { expect, test } from 'vitest'
import { gathered } from '../../src/messages/gathered.ts'

/** A server that notes what it is asked, and answers when it is told to. */
function slowServer() {
  const asked: number[][] = []
  const held: (() => void)[] = []
  const ask = gathered<number, number>(
    async (questions) => {
      asked.push(questions)
      await new Promise<void>((resolve) => held.push(resolve))
      if (questions.includes(13)) throw new Error('away')
      return questions.map((question) => question * 10)
    },
    { atOnce: 3 },
  )
  const answers = async () => {
    for (const release of held.splice(0)) release()
    await new Promise(setImmediate)
  }
  return { ask, asked, answers }
}

test('a question alone goes at once, what comes meanwhile goes together, no more than so many', async () => {
  const { ask, asked, answers } = slowServer()
  const all = Promise.all([1, 2, 3, 4, 5, 6].map(ask))
  expect(asked).toEqual([[1], [2]])
  await answers()
  expect(asked).toEqual([[1], [2], [3, 4, 5], [6]])
  await answers()
  expect(await all).toEqual([10, 20, 30, 40, 50, 60])
})

test('an error is everybody’s who asked together, and nobody else’s', async () => {
  const { ask, asked, answers } = slowServer()
  const asking = [1, 2, 13, 4].map(ask)
  const settled = Promise.allSettled(asking)
  await answers()
  const later = ask(5)
  await answers()
  await answers()
  expect([...(await settled), { value: await later }]).toMatchObject([
    { value: 10 },
    { value: 20 },
    { status: 'rejected' },
    { status: 'rejected' },
    { value: 50 },
  ])
  expect(asked).toEqual([[1], [2], [13, 4], [5]])
})
