import { auditClasses } from '../access/audit/classes.ts'
import { accessClasses } from '../access/classes.ts'
import { personalClasses } from '../access/personal/classes.ts'
import { alertsClasses } from '../alerts/classes.ts'
import { casesClasses } from '../cases/classes.ts'
import { clockClasses } from '../clock/classes.ts'
import { rulePackClasses } from '../clock/packs/classes.ts'
import { feedClasses } from '../feed/classes.ts'
import { indicatorsClasses } from '../indicators/classes.ts'
import { notifyClasses } from '../notify/classes.ts'
import { registersClasses } from '../registers/classes.ts'
import type { Catalogue } from './app-login.ts'
import type { ColumnClasses } from './column-class.ts'
import type { CoreTables } from './tables.ts'

const catalogueClasses: ColumnClasses<Catalogue> = {
  'core.appLogin': { one: 'internal', role: 'internal', password: 'sensitive' },
  'core.appGrant': { tableName: 'internal', privileges: 'internal' },
}

/** The class of every column of core. */
export const coreClasses: ColumnClasses<CoreTables & Catalogue> = {
  ...catalogueClasses,
  ...registersClasses,
  ...clockClasses,
  ...rulePackClasses,
  ...casesClasses,
  ...indicatorsClasses,
  ...alertsClasses,
  ...feedClasses,
  ...accessClasses,
  ...auditClasses,
  ...personalClasses,
  ...notifyClasses,
}
