import type { EnumRef } from '@pothos/core'
import type { Tier } from '../../alerts/tables.ts'
import type { CaseState } from '../../cases/tables.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Declarations } from '../../compose.ts'
import type { SchemaTypes } from '../../graphql/builder.ts'
import type { Registers } from '../../registers/registers.ts'
import type { Feed } from '../feed.ts'

/** What the subscriptions of this room need. */
export type FeedServices = {
  readonly feed: Feed
  readonly registers: Pick<Registers, 'tree'>
  readonly declarations: Pick<Declarations, 'clocks' | 'subjectClocks'>
}

/** Types of other rooms on the same builder; `Limit` is known to it by name. */
export type FeedTypes = {
  readonly CardLevel: EnumRef<SchemaTypes, CardLevel>
  readonly CaseState: EnumRef<SchemaTypes, CaseState>
  readonly Escalation: EnumRef<SchemaTypes, Tier>
}
