import type { AuditTables } from '../access/audit/tables.ts'
import type { PersonalTables } from '../access/personal/tables.ts'
import type { AccessTables } from '../access/tables.ts'
import type { AlertsTables } from '../alerts/tables.ts'
import type { CasesTables } from '../cases/tables.ts'
import type { RulePackTables } from '../clock/packs/tables.ts'
import type { ClockTables } from '../clock/tables.ts'
import type { FeedTables } from '../feed/tables.ts'
import type { IndicatorsTables } from '../indicators/tables.ts'
import type { MessageTables } from '../notify/messages/tables.ts'
import type { WebhookTables } from '../notify/webhooks/tables.ts'
import type { RegistersTables } from '../registers/tables.ts'

/** Every table of core, keyed `core.<table>`, in camelCase. */
export type CoreTables = RegistersTables &
  ClockTables &
  RulePackTables &
  CasesTables &
  IndicatorsTables &
  AlertsTables &
  FeedTables &
  AccessTables &
  AuditTables &
  PersonalTables &
  WebhookTables &
  MessageTables
