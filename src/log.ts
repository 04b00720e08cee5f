import { type Logger, pino } from 'pino'

/** Structured log: ids and reasons only, never people's words, phones or plates. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** JSON lines on standard output; `level` as pino names them. */
export function createLog(level: string): Log {
  return pino({ level, base: undefined, redact: ['*.token', '*.phone', '*.plate'], serializers: { err: withoutWords } })
}

/** An error without what it quotes: the driver's and the parsers' messages repeat values, and those are people's. */
function withoutWords(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const quotes = /^(Mongo|Mongoose|Zod|Validat|Cast|Bulk|Syntax|Telegram)/.test(error.name)
  return {
    type: error.name,
    ...(!quotes && { message: error.message }),
    ...('code' in error && { code: error.code }),
    at: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
  }
}

export const silentLog: Log = pino({ level: 'silent' })

/** What may be logged of an error whose message could hold people's words: its name. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
