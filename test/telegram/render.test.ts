import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Span } from '../../src/messages/screen.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { createApi } from '../../src/telegram/api.ts'
import { createCodec } from '../../src/telegram/codec.ts'
import { renderScreen, renderText } from '../../src/telegram/render.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ walls: 'off' })
})
afterAll(() => simulator.close())

describe('words', () => {
  const codec = createCodec('123:abc')
  const words = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\ud83d', '\ude97', '🚗', '<b>', '*_`[', '\n', '车'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    maxLength: 60,
  })
  const span: fc.Arbitrary<Span> = fc.oneof(
    words,
    words.map((bold) => ({ bold })),
    words.map((quote) => ({ quote })),
    words.map((code) => ({ code })),
  )

  it('of whatever kind are never refused, and stay what they are', async () => {
    const { call } = createApi({ token: simulator.token, apiRoot: simulator.apiRoot })
    const user = simulator.user()
    await user.start()
    await fc.assert(
      fc.asyncProperty(fc.array(span, { maxLength: 6 }), words, async (spans, label) => {
        const rows = [[{ label: `•${label}`, tap: 'x' }]]
        const screen = renderScreen({ text: ['车主：', ...spans], rows }, { chat: `tg:${user.id}`, revision: 1, codec })
        const answer = await call('sendMessage', { chat_id: user.id, ...screen })
        expect(answer).toHaveProperty('ok')
      }),
      { numRuns: 200 },
    )
  })

  it('too many for one message are cut, never in the middle of a character', async () => {
    const { call } = createApi({ token: simulator.token, apiRoot: simulator.apiRoot })
    const user = simulator.user()
    await user.start()
    for (const text of ['x'.repeat(4_097), `x${'🚗'.repeat(3_000)}`, '🚗'.repeat(3_000)]) {
      const rendered = renderText([{ bold: 'x' }, text, { bold: '!' }])
      expect(rendered.text.length).toBeLessThanOrEqual(4_096)
      expect(rendered.text.isWellFormed() && !rendered.text.includes('\ufffd')).toBe(true)
      expect(await call('sendMessage', { chat_id: user.id, ...rendered } as never)).toHaveProperty('ok')
    }
  })
})
