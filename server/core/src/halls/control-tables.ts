/** The hall that it is about. */
type HallSeat = {
  readonly regionId: number
  readonly areaCode: number
  readonly scopeKey: number
  readonly hallId: number
}

/** What a hall did on a day to keep its service in order 日常管控 (4-b). A day may have several; none is ever changed. */
export type ControlLogTable = HallSeat & {
  id: string
  /** The local day that it is about. */
  day: string
  /** What was controlled, and how. */
  measures: string
  /** What was wrong, in lines; each is a finding of the ledger, whose ids stand in the same order. */
  problems: string[]
  findingIds: string[]
  keptAt: Date
  keptBy: string
}

/** The working day whose log a hall owes next, and the clock that waits for it; since its first log. */
export type ControlClockTable = HallSeat & { clockId: string; owedDay: string }

export type ControlTables = {
  'halls.controlLog': ControlLogTable
  'halls.controlClock': ControlClockTable
}
