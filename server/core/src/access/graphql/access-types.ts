import type { ObjectRef } from '@pothos/core'
import type { Declarations } from '../../compose.ts'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { Clock } from '../../platform-clock.ts'
import type { HallEntry, OrganisationEntry } from '../../registers/register-index.ts'
import type { Registers } from '../../registers/registers.ts'
import type { Region } from '../../registers/region.ts'
import type { ScopedDatabase } from '../administration.ts'
import { defineApiKeys } from '../third-parties/graphql/api-key.ts'
import { definePlatform, type PlatformFacts } from './platform.ts'
import { defineViewer } from './viewer.ts'

/** What the types of this room need of the others. */
export type AccessServices = {
  readonly database: ScopedDatabase
  readonly clock: Clock
  readonly declarations: Declarations
  readonly registers: Pick<Registers, 'current'>
  /** The types of the registers, on the same builder. */
  readonly Region: ObjectRef<SchemaTypes, Region, Region>
  readonly Organisation: ObjectRef<SchemaTypes, OrganisationEntry, OrganisationEntry>
  readonly Hall: ObjectRef<SchemaTypes, HallEntry, HallEntry>
  readonly platform: PlatformFacts
}

/** Defines viewer, platform, and the making and revoking of API keys. */
export function defineAccess(builder: Builder, services: AccessServices): void {
  defineViewer(builder, services)
  definePlatform(builder, services)
  defineApiKeys(builder, services)
}
