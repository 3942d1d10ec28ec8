import { changeAs } from '../../src/access/audit/change.ts'
import { actorOf } from '../../src/access/audit/record.ts'
import { graphql } from 'graphql'
import { inScope, systemHolder } from '../../src/access/holder.ts'
import { permissionsByRole } from '../../src/access/roles.ts'
import { defineAlertRoom } from '../../src/alerts/graphql/define.ts'
import { defineCaseEnums } from '../../src/cases/graphql/case-enums.ts'
import { caseRefs } from '../../src/cases/graphql/case-types.ts'
import type { CaseServices } from '../../src/cases/graphql/case-types.ts'
import { defineCases } from '../../src/cases/graphql/define.ts'
import { buildSchema } from '../../src/compose.ts'
import type { Builder } from '../../src/graphql/builder.ts'
import type { Principal, RequestContext, ScopeRange } from '../../src/graphql/context.ts'
import { readFor } from '../../src/graphql/request-context.ts'
import { sharedReads } from '../../src/graphql/shared-reads.ts'
import { defineRegisters } from '../../src/registers/graphql/define.ts'
import type { Language } from '../../src/text.ts'
import { testVault } from '../../src/testing/vault.ts'
import { at } from '../clock/fixtures.ts'
import type { CasesKit } from './cases-kit.ts'
import { testClock, testMeasures } from './test-clock.ts'

/** A schema needs one; the feed has those that count. */
const plantSubscription = (builder: Builder): void =>
  builder.subscriptionField('none', (t) =>
    t.boolean({
      description: 'Nothing.',
      authScopes: { open: true },
      subscribe: async function* () {},
      resolve: () => true,
    }),
  )

export const principal = (range: ScopeRange, ...permissions: readonly string[]): Principal =>
  inScope(
    systemHolder(
      { id: 'p', kind: 'account', name: 'tester', regionId: 1, expiresAt: null, ...range },
      new Set(permissions),
    ),
    null,
  )

type Answer<Data> = {
  readonly data: Data | null | undefined
  /** Codes of the errors. */
  readonly codes: readonly unknown[]
  /** How many transactions it took. */
  readonly reads: number
}

export type ApiKit = {
  /** Sets what time it is. */
  readonly setNow: (local: string) => void
  /** Asks as somebody; `Data` is what the document asks for. */
  readonly ask: <Data>(
    who: Principal | null,
    source: string,
    variables?: Record<string, unknown>,
    language?: Language,
  ) => Promise<Answer<Data>>
}

/** The fields of cases, alerts and registers over a kit, with a clock that stands where it is set. */
export const startCasesApi = ({ database, registers, openEngine }: CasesKit): ApiKit => {
  let now = at('2018-10-15 12:00')
  const clock = { now: async () => now }
  const declarations = {
    plugins: [],
    migrations: [],
    permissions: {},
    placements: {},
    rolePermissions: permissionsByRole({}),
    caseMeasures: testMeasures,
    ownMeasures: [],
    indicators: [],
    clocks: [testClock('INSTANT')],
    subjectClocks: [],
  }
  const services: CaseServices = { database, registers, clock, openEngine, declarations, vault: testVault }
  const schema = buildSchema([
    (builder) => {
      const types = { ...defineRegisters(builder, services), ...defineCaseEnums(builder), ...caseRefs(builder) }
      defineCases(builder, services, types)
      defineAlertRoom(builder, services, types)
    },
    plantSubscription,
  ])
  return {
    setNow: (local) => {
      now = at(local)
    },
    ask: async <Data>(
      who: Principal | null,
      source: string,
      variableValues: Record<string, unknown> = {},
      language: Language = 'en',
    ) => {
      let reads = 0
      const contextValue: RequestContext = {
        principal: who,
        language,
        requestId: 'r',
        address: 'test',
        read: sharedReads(async (work, within, how) => {
          reads++
          return readFor(database, who)(work, within, how)
        }),
        change: changeAs(database, actorOf({ principal: who, address: 'test', requestId: 'r' })),
        principalStillValid: async () => true,
      }
      const { data, errors = [] } = await graphql({ schema, source, contextValue, variableValues })
      return {
        data: data as Data | null | undefined,
        codes: errors.map((error) => error.extensions['code'] ?? error.message),
        reads,
      }
    },
  }
}
