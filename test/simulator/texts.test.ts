import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootedSimulator } from './support.ts'

let booted: Awaited<ReturnType<typeof bootedSimulator>>
beforeAll(async () => {
  booted = await bootedSimulator()
})
afterAll(() => booted.sim.close())

const bold = (offset: number, length: number) => ({ entities: [{ type: 'bold', offset, length }] })

describe('a text', () => {
  it('of 4096 characters passes, an emoji counting as one, and one more is too long', async () => {
    expect((await booted.says('车'.repeat(4096))).ok).toBe(true)
    expect((await booted.says('🚗'.repeat(4096))).ok).toBe(true)
    expect((await booted.says('车'.repeat(4097))).description).toBe('Bad Request: message is too long')
  })

  it('is measured after parsing', async () => {
    expect((await booted.says(`<b>${'a'.repeat(4096)}</b>`, { parse_mode: 'HTML' })).ok).toBe(true)
  })

  it('is trimmed, and blank is refused', async () => {
    expect((await booted.says('  你好 \n')).result.text).toBe('你好')
    expect((await booted.says(' \n ')).description).toBe('Bad Request: text must be non-empty')
  })

  it('with half an emoji is refused', async () => {
    expect((await booted.says('\ud83d')).description).toBe('Bad Request: strings must be encoded in UTF-8')
  })

  it('keeps its entities, moved along when it is trimmed', async () => {
    expect((await booted.says('\n好 的', bold(1, 1))).result).toMatchObject({ text: '好 的', ...bold(0, 1) })
  })

  it.each([
    [bold(2, 1), 'entity begins after the end of the text at UTF-16 offset 2'],
    [bold(1, 5), 'entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 6'],
    [bold(-1, 1), 'receive an entity with incorrect offset -1'],
    [
      { entities: [{ type: 'text_link', offset: 0, length: 1, url: 'http://localhost' }] },
      "entity URL 'http://localhost' is invalid: Wrong HTTP URL",
    ],
  ])('with an entity out of place is refused: %j', async (entities, words) => {
    expect((await booted.says('ab', entities)).description).toBe(`Bad Request: ${words}`)
  })

  it('with an entity inside a character is refused', async () => {
    expect((await booted.says('🚗a', bold(1, 1))).description).toContain('in a middle of a UTF-16 symbol')
  })

  it('has its commands, links and phone numbers marked', async () => {
    const { result } = await booted.says('/menu https://example.com +8613800138000')
    expect(result.entities.map((entity: { type: string }) => entity.type)).toEqual([
      'bot_command',
      'url',
      'phone_number',
    ])
  })
})

describe('HTML', () => {
  it('becomes entities', async () => {
    const source =
      '<b>粗 <i>斜</i></b> &lt;1&gt; <a href="https://example.com">链接</a><pre><code class="language-ts">x</code></pre>'
    const { result } = await booted.says(source, { parse_mode: 'HTML' })
    expect(result.text).toBe('粗 斜 <1> 链接x')
    expect(result.entities).toEqual([
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 1 },
      { type: 'text_link', offset: 8, length: 2, url: 'https://example.com' },
      { type: 'pre', offset: 10, length: 1, language: 'ts' },
    ])
  })

  it.each([
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['车<x>a</x>', 'Unsupported start tag "x" at byte offset 3'],
    ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['1 < 2', 'Unclosed start tag at byte offset 2'],
  ])('that is broken is refused: %s', async (source, words) => {
    const answer = await booted.says(source, { parse_mode: 'HTML' })
    expect(answer.description).toBe(`Bad Request: can't parse entities: ${words}`)
  })
})

describe('MarkdownV2', () => {
  it('becomes entities', async () => {
    const { result } = await booted.says('*粗 _斜_* \\. [链接](https://example.com)\n>引用', {
      parse_mode: 'MarkdownV2',
    })
    expect(result.text).toBe('粗 斜 . 链接\n引用')
    expect(result.entities).toEqual([
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 1 },
      { type: 'text_link', offset: 6, length: 2, url: 'https://example.com' },
      { type: 'blockquote', offset: 9, length: 2 },
    ])
  })

  it.each([
    ['1.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['车*a', "Can't find end of Bold entity at byte offset 3"],
    ['[a](b', "Can't find end of a URL at byte offset 4"],
  ])('that is broken is refused: %s', async (source, words) => {
    const answer = await booted.says(source, { parse_mode: 'MarkdownV2' })
    expect(answer.description).toBe(`Bad Request: can't parse entities: ${words}`)
  })
})
