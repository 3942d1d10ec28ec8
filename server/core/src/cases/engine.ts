import type { ClockDeclaration } from '../alerts/declaration.ts'
import type { Calendars } from '../clock/calendars.ts'
import type { CaseMeasure } from '../indicators/case-measure.ts'
import type { RegisterIndex } from '../registers/resolve.ts'
import type { RegionTree } from '../registers/region-tree.ts'

/** What cases are derived and counted with; read afresh for each batch, since registers and calendars change. */
export type CaseEngine = {
  readonly measures: readonly CaseMeasure[]
  readonly clocks: readonly ClockDeclaration[]
  readonly calendars: () => Calendars
  readonly registers: () => Promise<RegisterIndex>
  readonly regions: () => RegionTree
}
