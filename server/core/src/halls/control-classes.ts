import type { ColumnClasses } from '../database/column-class.ts'
import type { ControlTables } from './control-tables.ts'

const seat = { regionId: 'internal', areaCode: 'internal', scopeKey: 'internal', hallId: 'internal' } as const

export const controlColumns: ColumnClasses<ControlTables> = {
  'halls.controlLog': {
    ...seat,
    id: 'internal',
    day: 'internal',
    measures: 'internal',
    problems: 'internal',
    findingIds: 'internal',
    keptAt: 'internal',
    keptBy: 'internal',
  },
  'halls.controlClock': { ...seat, clockId: 'internal', owedDay: 'internal' },
}
