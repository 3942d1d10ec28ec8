import { accounts } from './accounts.ts'
import { audit } from './audit.ts'
import { calendar } from './calendar.ts'
import { check } from './check.ts'
import { clauses } from './clauses.ts'
import type { Command } from './command.ts'
import { distribute } from './distribute.ts'
import { importFile } from './import.ts'
import { keys } from './keys.ts'
import { personal } from './personal.ts'
import { sources } from './sources.ts'

/** Every command of `pnpm zhikong`, in the order that the help lists them. */
export const commands: readonly Command[] = [
  importFile,
  calendar,
  check,
  keys,
  accounts,
  audit,
  personal,
  sources,
  distribute,
  clauses,
]
