import { inScope, systemHolder } from '../../src/access/holder.ts'
import type { Principal } from '../../src/graphql/context.ts'
import {
  createRegisters,
  saveRegister,
  type Drafts,
  type RegisterKind,
  type Registers,
} from '../../src/registers/index.ts'
import { OPERATOR } from '../../src/registers/save/index.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { regionsSeed } from './seed.ts'

export type RegistersUnderTest = {
  readonly db: TestDatabase
  readonly registers: Registers
  /** Saves as the operator, as if by a person, on 2026-03-02. */
  readonly save: <Kind extends RegisterKind>(
    kind: Kind,
    drafts: readonly Drafts[Kind][],
    options?: Partial<Parameters<typeof saveRegister>[3]>,
  ) => ReturnType<typeof saveRegister>
  /** A principal of a region with these permissions. */
  readonly principalOf: (code: string, ...permissions: string[]) => Promise<Principal>
}

/** A database with the regions of Hunan, and what saves to it. */
export async function openRegisters(): Promise<RegistersUnderTest> {
  const db = await createTestDatabase({ seed: regionsSeed })
  const registers = createRegisters((work) => db.database.withScope({ mode: 'engine' }, work))
  return {
    db,
    registers,
    save: (kind, drafts, options = {}) =>
      saveRegister(
        { registers, administer: (work) => db.database.withScope({ mode: 'administration' }, work) },
        kind,
        drafts,
        { actor: OPERATOR, origin: 'ENTRY', today: '2026-03-02', ...options },
      ),
    principalOf: async (code, ...permissions) => {
      const region = (await registers.tree()).byCode(code.padEnd(12, '0'))
      if (region === undefined) throw new Error(`no region ${code}`)
      const { id: regionId, scopeKey: lo, scopeEnd: hi } = region
      const who = { id: 'a', kind: 'account', name: 'somebody', regionId, lo, hi, expiresAt: null } as const
      return inScope(systemHolder(who, new Set(permissions)), null)
    },
  }
}
