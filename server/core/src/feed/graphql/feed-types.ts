import type { EnumRef } from '@pothos/core'
import type { CaseState } from '../../cases/tables.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { SchemaTypes } from '../../graphql/builder.ts'
import type { Registers } from '../../registers/registers.ts'
import type { Feed } from '../feed.ts'

/** What the subscriptions of this room need. */
export type FeedServices = { readonly feed: Feed; readonly registers: Pick<Registers, 'tree'> }

/** Types of other rooms on the same builder; `Limit` is known to it by name. */
export type FeedTypes = {
  readonly CardLevel: EnumRef<SchemaTypes, CardLevel>
  readonly CaseState: EnumRef<SchemaTypes, CaseState>
}
