import type { ObjectRef } from '@pothos/core'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { Clock } from '../../platform-clock.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import type { Region } from '../../registers/region.ts'
import type { ScopedDatabase } from '../administration.ts'
import { defineApiKeys } from './api-key.ts'
import { definePlatform, type PlatformFacts } from './platform.ts'
import { defineViewer } from './viewer.ts'

/** What the types of this room need of the others. */
export type AccessServices = {
  readonly database: ScopedDatabase
  readonly clock: Clock
  readonly regions: () => RegionTree
  /** The type `Region` of the registers, on the same builder. */
  readonly Region: ObjectRef<SchemaTypes, Region, Region>
  readonly platform: PlatformFacts
}

/** Defines viewer, platform, and the making and revoking of API keys. */
export function defineAccess(builder: Builder, services: AccessServices): void {
  defineViewer(builder, services)
  definePlatform(builder, services)
  defineApiKeys(builder, services)
}
