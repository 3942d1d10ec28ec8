import type { ObjectRef } from '@pothos/core'
import type { Declarations } from '../../compose.ts'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { Clock } from '../../platform-clock.ts'
import type { HallEntry, OrganisationEntry } from '../../registers/register-index.ts'
import type { Registers } from '../../registers/registers.ts'
import type { Region } from '../../registers/region.ts'
import type { ScopedDatabase } from '../administration.ts'
import { defineApiKeys } from '../third-parties/graphql/api-key.ts'
import { defineClients } from '../third-parties/graphql/client.ts'
import { defineAuthorise } from '../people/graphql/authorise.ts'
import { defineManagePeople } from '../people/graphql/manage-people.ts'
import { definePeople } from '../people/graphql/people.ts'
import { definePersonTypes } from '../people/graphql/person-types.ts'
import { defineSecondFactor } from '../people/graphql/second-factor.ts'
import type { Vault } from '../personal/vault.ts'
import { definePlatform, type PlatformFacts } from './platform.ts'
import { defineRoles } from './role.ts'
import { defineViewer } from './viewer.ts'

/** What the types of this room need of the others. */
export type AccessServices = {
  readonly database: ScopedDatabase
  readonly clock: Clock
  readonly declarations: Declarations
  readonly registers: Pick<Registers, 'current' | 'snapshot'>
  /** The types of the registers, on the same builder. */
  readonly Region: ObjectRef<SchemaTypes, Region, Region>
  readonly Organisation: ObjectRef<SchemaTypes, OrganisationEntry, OrganisationEntry>
  readonly Hall: ObjectRef<SchemaTypes, HallEntry, HallEntry>
  readonly platform: PlatformFacts
  /** Seals the secrets of second factors. */
  readonly vault: Vault
}

/** Defines viewer, roles, platform, people with what is done to their accounts, and the keys of systems. */
export function defineAccess(builder: Builder, services: AccessServices): void {
  const { Role } = defineRoles(builder, services)
  const Viewer = defineViewer(builder, services, Role)
  definePlatform(builder, services)
  const people = definePersonTypes(builder, services, Role)
  definePeople(builder, services, people)
  defineManagePeople(builder, services, people)
  defineAuthorise(builder, services, people, Role)
  defineSecondFactor(builder, services, Viewer)
  defineApiKeys(builder, services)
  defineClients(builder, services)
}
