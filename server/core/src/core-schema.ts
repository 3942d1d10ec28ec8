import { defineAlertRoom } from './alerts/graphql/define.ts'
import { lockedVault } from './access/personal/vault.ts'
import { defineAudit } from './access/audit/graphql/define.ts'
import type { AuditLog } from './access/audit/sealer.ts'
import { defineAccess } from './access/graphql/access-types.ts'
import type { PlatformFacts } from './access/graphql/platform.ts'
import { defineCaseEnums } from './cases/graphql/case-enums.ts'
import { caseRefs } from './cases/graphql/case-types.ts'
import { defineCases } from './cases/graphql/define.ts'
import { defineCalendars } from './clock/administration/graphql/define.ts'
import { defineRulePacks } from './clock/packs/graphql/define.ts'
import { buildSchema, composePlugins } from './compose.ts'
import type { CoreServices } from './core-services.ts'
import type { Feed } from './feed/feed.ts'
import { defineFeed } from './feed/graphql/index.ts'
import type { Builder } from './graphql/builder.ts'
import { defineRollupCheck } from './indicators/graphql/rollup-check.ts'
import { defineRollup } from './indicators/graphql/rollup.ts'
import { defineMessages } from './notify/messages/graphql/define.ts'
import type { Senders } from './notify/messages/senders.ts'
import { defineWebhooks } from './notify/webhooks/graphql/define.ts'
import type { Reachable } from './notify/webhooks/target.ts'
import { defineRegisters } from './registers/graphql/define.ts'
import { defineSearch } from './search/define-search.ts'

/** What the schema of core needs: the services of its rooms, and what the platform says of itself. */
export type SchemaServices = CoreServices &
  Senders & {
    readonly platform: PlatformFacts
    readonly feed: Feed
    readonly audit?: Pick<AuditLog, 'retentionDays'>
    /** Where webhooks may go; the public internet by https unless told. */
    readonly reachable?: Reachable
  }

/** Writes the types and root fields of core, room by room. */
export function defineCore(builder: Builder, services: SchemaServices): void {
  const types = defineRegisters(builder, services)
  defineAccess(builder, { ...services, ...types })
  defineAudit(builder, services)
  const enums = defineCaseEnums(builder)
  const caseTypes = { ...types, ...enums, ...caseRefs(builder) }
  defineCases(builder, services, caseTypes)
  defineAlertRoom(builder, services, caseTypes)
  defineRulePacks(builder, services, enums)
  defineCalendars(builder, services)
  defineFeed(builder, services, enums)
  defineWebhooks(builder, { ...services, ...caseTypes })
  defineMessages(builder, { ...services, ...enums })
  defineSearch(builder, services)
  defineRollup(builder, services, types)
  defineRollupCheck(builder, services)
}

/** The schema of core with all plugins. @throws SchemaRefused for a field without access or description */
export function buildApiSchema(services: SchemaServices) {
  const { schemaParts } = composePlugins(services.declarations.plugins, services)
  return buildSchema([(builder) => defineCore(builder, services), ...schemaParts])
}

function noDatabase(): never {
  throw new Error('This schema was built to be read; there is no database behind it.')
}

/** A feed that nobody may follow, where there is none behind a schema. */
export const noFeed: Feed = {
  hub: { current: noDatabase, refresh: noDatabase, news: noDatabase, waiting: noDatabase, close: noDatabase },
  read: noDatabase,
  groups: { accompany: noDatabase, sizes: noDatabase },
  onError: noDatabase,
  close: noDatabase,
}

/** Services that answer nothing, for a schema that is only read: written to a file, compared, checked. */
export function servicesWithoutDatabase(declarations: CoreServices['declarations']): SchemaServices {
  const registers = {
    current: noDatabase,
    snapshot: noDatabase,
    tree: noDatabase,
    index: noDatabase,
    changed: noDatabase,
  }
  const database = {
    name: 'none',
    withScope: noDatabase,
    withSnapshot: noDatabase,
    withOwner: noDatabase,
    ensurePartitions: noDatabase,
    listen: noDatabase,
    tryLock: noDatabase,
    replica: noDatabase,
    extend: noDatabase,
    close: noDatabase,
  }
  const platform = { name: 'Zhikong', version: '0', mode: 'REAL', demoProgress: () => null } as const
  return {
    declarations,
    database,
    registers,
    platform,
    clock: { now: noDatabase },
    openEngine: noDatabase,
    vault: lockedVault,
    feed: noFeed,
  }
}
