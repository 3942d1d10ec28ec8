import { breaches } from './breaches/declaration.ts'
import { complaints } from './complaints/declaration.ts'
import { files } from './files/declaration.ts'
import { findings } from './findings/declaration.ts'
import { halls } from './halls/declaration.ts'
import { plans } from './plans/declaration.ts'
import { inspections } from './inspections/declaration.ts'
import type { AnyPlugin } from './plugin.ts'
import { ratings } from './ratings/declaration.ts'
import { surveys } from './surveys/declaration.ts'

/**
 * Records that all domains share: what was checked, what people said and what was found. Each is stated as a plugin is,
 * with a Postgres schema, permissions, figures and clocks of its own, but belongs to core: it is always there, and its tables
 * are in sight of every plugin (`SharedTables`). They migrate in this order, before any plugin.
 */
export const SHARED_RECORDS: readonly AnyPlugin[] = [
  files,
  findings,
  inspections,
  complaints,
  ratings,
  plans,
  surveys,
  halls,
  breaches,
]
