import type { EnumRef } from '@pothos/core'
import type { PersonalKind } from '../../access/personal/personal-data.ts'
import type { Tier } from '../../alerts/tables.ts'
import type { AlertView } from '../../alerts/queries/alert-view.ts'
import type { CoreServices } from '../../core-services.ts'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { RegisterTypes } from '../../registers/graphql/define.ts'
import type { CaseView } from '../queries/case-view.ts'
import type { ExtensionBasis } from '../../clock/extension.ts'
import type { SuspensionGround } from '../suspension-ground.ts'
import type { CaseEventKind, CaseState } from '../tables.ts'

/** What the fields of cases and alerts need. */
export type CaseServices = Pick<
  CoreServices,
  'database' | 'registers' | 'clock' | 'openEngine' | 'declarations' | 'vault'
>

/** Types that cases and alerts refer to, on the same builder. */
export type CaseTypes = RegisterTypes &
  ReturnType<typeof caseRefs> & {
    readonly CardLevel: EnumRef<SchemaTypes, CardLevel>
    readonly Escalation: EnumRef<SchemaTypes, Tier>
    readonly PersonalKind: EnumRef<SchemaTypes, PersonalKind>
    readonly CaseState: EnumRef<SchemaTypes, CaseState>
    readonly CaseEventKind: EnumRef<SchemaTypes, CaseEventKind>
    readonly SuspensionGround: EnumRef<SchemaTypes, SuspensionGround>
    readonly ExtensionBasis: EnumRef<SchemaTypes, ExtensionBasis>
  }

/** `Case` and `Alert` name each other, so they are known before either is written. */
export const caseRefs = (builder: Builder) => ({
  Case: builder.objectRef<CaseView>('Case'),
  Alert: builder.objectRef<AlertView>('Alert'),
})
