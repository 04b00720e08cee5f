import type { OutboxMessage } from './message.ts'

/** Characters of one message, with room for what the channel's adapter puts between the lines [Bot API: 4,096]. */
const charactersAtMost = 3_600
/** Lines of one message: more are not read. */
const linesAtMost = 40
/** Pictures of one album [Bot API]. */
const copiesAtMost = 10

/** Pure: how many of `waiting`, in their order, leave together with `head`: those of its bundle, up to the first that is not. */
export function together(head: OutboxMessage, waiting: OutboxMessage[]): OutboxMessage[] {
  if (head.bundle === undefined) return []
  const atMost = head.content.kind === 'copy' ? copiesAtMost : linesAtMost
  const company: OutboxMessage[] = []
  let characters = lengthOf(head)
  for (const one of waiting) {
    if (one.bundle !== head.bundle || one.rank !== head.rank || company.length + 1 === atMost) break
    characters += lengthOf(one)
    if (characters > charactersAtMost) break
    company.push(one)
  }
  return company
}

/** With room for a sign, a time, and the end of the line. */
const lengthOf = ({ content }: OutboxMessage) => (content.kind === 'line' ? content.text.length + 20 : 0)
