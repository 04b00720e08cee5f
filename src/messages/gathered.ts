type Waiting<Question, Answer> = { question: Question; resolve(answer: Answer): void; reject(error: unknown): void }

/** Questions of one kind under way at a time: one is being answered while the next is gathered. */
const underWayAtMost = 2

/**
 * Gathers what is asked at the same time. A question goes alone and at once when nothing is under way; whatever comes
 * while answers are awaited goes together in one, up to `atOnce`. So a server is asked as often as it can answer and
 * no more, and nobody waits for a timer. Answers come in the order of their questions; an error is everybody's.
 */
export function gathered<Question, Answer>(
  ask: (questions: Question[]) => Promise<Answer[]>,
  { atOnce }: { atOnce: number },
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let underWay = 0

  async function next(): Promise<void> {
    if (underWay === underWayAtMost || waiting.length === 0) return
    underWay++
    const group = waiting.splice(0, atOnce)
    try {
      const answers = await ask(group.map(({ question }) => question))
      for (const [i, { resolve }] of group.entries()) resolve(answers[i] as Answer)
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      underWay--
      void next()
    }
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      void next()
    })
}
