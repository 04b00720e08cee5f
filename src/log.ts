import { type Logger, pino } from 'pino'

/** Structured log: ids and reasons only, never people's words, phones or plates. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** JSON lines on standard output; `level` as pino names them. */
export function createLog(level: string): Log {
  return pino({ level, base: undefined, redact: ['*.token', '*.phone', '*.plate'] })
}

export const silentLog: Log = pino({ level: 'silent' })
