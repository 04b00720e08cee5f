import type { SimMessage } from '../../src/simulator/people/sim-message.ts'

const hanAtMost = 8
const charactersAtMost = 20
const rowsAtMost = 4
const dataBytesAtMost = 64

/** What is too big on a message for a phone or for Telegram; nothing when all fits. */
export function misfitsOf({ buttons }: Pick<SimMessage, 'buttons'>): string[] {
  const choices = buttons.filter((row) => !row.some(({ label }) => /^👤 (?:人工|A person)$/u.test(label)))
  const tooMany = choices.length > rowsAtMost ? [`${choices.length} rows of choices`] : []
  return [...tooMany, ...buttons.flat().flatMap((button) => tooBig(button))]
}

function tooBig({ label, data = '' }: { label: string; data?: string }): string[] {
  const words = label.replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, '').trim()
  const han = words.match(/\p{Script=Han}/gu)?.length ?? 0
  const faults = [
    han > hanAtMost && `${han} Chinese characters`,
    [...words].length > charactersAtMost && `${[...words].length} characters`,
    Buffer.byteLength(data) > dataBytesAtMost && `${Buffer.byteLength(data)} bytes of data`,
    words === '' && 'no words',
  ]
  return faults.filter((fault) => fault !== false).map((fault) => `“${label}” has ${fault}`)
}
