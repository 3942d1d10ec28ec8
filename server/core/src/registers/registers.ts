import type { Transaction } from 'kysely'
import type { RegionTree } from './region-tree.ts'
import { makeRegisterIndex, type RegisterIndex, type RegisterParts } from './register-index.ts'
import { selectRegisterParts } from './resolve.ts'
import { selectRegionTree } from './select-tree.ts'
import type { RegisterKind, RegistersTables } from './tables.ts'

type Trx = Transaction<RegistersTables>

/** Runs work in a transaction that may read all registers: the scope *engine*. */
export type ReadRegisters = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

/** The registers in memory as of one moment. */
export type RegisterSnapshot = { readonly tree: RegionTree; readonly index: RegisterIndex }

/**
 * The copy of the registers that a process keeps. It is checked against `core.register_version` at most once a second,
 * and at once after `changed()` or when asked for a fresh one; only what changed is read again.
 */
export type Registers = {
  /** What is in memory right now, unchecked. Throws before the first `snapshot()`. */
  readonly current: () => RegisterSnapshot
  /** At most a second old; with `fresh` as new as this call. */
  readonly snapshot: (fresh?: boolean) => Promise<RegisterSnapshot>
  /** `(await snapshot()).tree` */
  readonly tree: (fresh?: boolean) => Promise<RegionTree>
  /** `(await snapshot()).index` */
  readonly index: (fresh?: boolean) => Promise<RegisterIndex>
  /** Says that something changed: call it on NOTIFY `zhikong_registers` and after an own save. */
  readonly changed: () => void
}

const CHECK_EVERY_MS = 1_000

type Kept = RegisterSnapshot & { readonly parts: RegisterParts; readonly versions: ReadonlyMap<RegisterKind, number> }

async function refresh(trx: Trx, kept: Kept | undefined): Promise<Kept> {
  const rows = await trx.selectFrom('core.registerVersion').selectAll().execute()
  const versions = new Map(rows.map((row) => [row.kind, row.version]))
  const changed = (kind: RegisterKind): boolean => versions.get(kind) !== kept?.versions.get(kind)
  if (kept !== undefined && rows.every((row) => !changed(row.kind))) return kept
  const tree = kept !== undefined && !changed('regions') ? kept.tree : await selectRegionTree(trx)
  const parts = await selectRegisterParts(trx, kept?.parts, changed)
  return { versions, tree, parts, index: makeRegisterIndex(parts) }
}

/** Makes the one copy of a process. Versions are read before rows, so a change in between is read again, not lost. */
export function createRegisters(read: ReadRegisters): Registers {
  let kept: Kept | undefined
  let checkedAt = Number.NEGATIVE_INFINITY
  let changes = 0
  let running: Promise<Kept> | undefined
  let waiting: Promise<Kept> | undefined

  const check = async (): Promise<Kept> => {
    const [startedAt, seen] = [performance.now(), changes]
    kept = await read((trx) => refresh(trx, kept))
    if (seen === changes) checkedAt = startedAt
    return kept
  }
  const run = (): Promise<Kept> => {
    running = check().finally(() => {
      running = undefined
    })
    return running
  }
  /** A check that begins after this call: those who wait for a running one share the next. */
  const runAnew = (): Promise<Kept> => {
    if (running === undefined) return run()
    const rerun = (): Promise<Kept> => {
      waiting = undefined
      return run()
    }
    waiting ??= running.then(rerun, rerun)
    return waiting
  }
  const snapshot = async (fresh = false): Promise<RegisterSnapshot> => {
    if (fresh) return runAnew()
    if (kept !== undefined && performance.now() - checkedAt < CHECK_EVERY_MS) return kept
    return running ?? run()
  }
  return {
    current: () => {
      if (kept === undefined) throw new Error('The registers are not loaded yet: await snapshot() first.')
      return kept
    },
    snapshot,
    tree: async (fresh) => (await snapshot(fresh)).tree,
    index: async (fresh) => (await snapshot(fresh)).index,
    changed: () => {
      changes += 1
      checkedAt = Number.NEGATIVE_INFINITY
    },
  }
}
