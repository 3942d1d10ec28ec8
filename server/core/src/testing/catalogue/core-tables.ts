import type { Fillers } from './fill-row.ts'

/** Values of core's tables that follow from no type and no list. */
export const CORE_FILLERS: Fillers = {
  'core.region': { code: (serial) => String(430_000_000_000 + serial) },
}

/** Where whoever reads leaves a trace: tables that a reader's transaction may append to, and do nothing else. */
export const READERS_APPEND_TO = ['core.audit_entry', 'core.audit_pending', 'core.personal_opening'] as const
