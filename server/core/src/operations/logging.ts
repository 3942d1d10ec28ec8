import { destination, pino } from 'pino'
import type { Logger } from 'pino'

import type { Config } from './config.ts'

export type { Logger } from 'pino'

const standardError = 2

/** Logs as JSON lines on standard error, so that standard output stays readable for people. */
export function createLogger(level: Config['logLevel']): Logger {
  return pino({ level, base: null }, destination({ dest: standardError, sync: true }))
}
