import type { Migration } from 'kysely/migration'
import { createRectification } from './0001-rectification.ts'
import { createUrgeTrendMonitor } from './0002-urge-trend-monitor.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-rectification': createRectification,
  '0002-urge-trend-monitor': createUrgeTrendMonitor,
}
