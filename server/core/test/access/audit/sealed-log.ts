import { sql, type ControlledTransaction } from 'kysely'
import type { HeadLine } from '../../../src/access/audit/heads.ts'
import { recordAudit, type Actor } from '../../../src/access/audit/record.ts'
import type { AuditKeys } from '../../../src/access/audit/seal.ts'
import { sealPending, type SealHead } from '../../../src/access/audit/seal-pending.ts'
import type { Finding } from '../../../src/access/audit/verify/finding.ts'
import { verifyAll } from '../../../src/access/audit/verify/verify-log.ts'
import type { CoreTables } from '../../../src/database/tables.ts'
import { createTestDatabase } from '../../../src/testing/database.ts'

export const KEYS: AuditKeys = [Buffer.from('the key of the log in these tests')]
export const ACTOR: Actor = { kind: 'account', id: 'a', name: 'somebody', address: '192.0.2.1', requestId: 'r' }
export const DAY = new Date('2026-03-02T01:00:00.000Z')

/** A log with `seals` seals of four entries each: ids 1–4 are under seal 1. One more entry waits for its seal. */
export async function openSealedLog(seals: number) {
  const { database, close } = await createTestDatabase()
  const write = (action: string, at: Date) =>
    database.withScope({ mode: 'administration' }, (trx) =>
      recordAudit(trx, ACTOR, { action, subject: { type: 'Hall', id: action }, scopeKey: 7, after: { action } }, at),
    )
  const heads: SealHead[] = []
  for (let number = 1; number <= seals; number += 1) {
    const at = new Date(DAY.getTime() + number * 10_000)
    for (const letter of 'abcd') await write(`core.hall.${letter}${number}`, at)
    const sealedAt = new Date(at.getTime() + 5_000)
    const head = await database.withScope({ mode: 'engine' }, (trx) => sealPending(trx, KEYS, sealedAt))
    if (head !== undefined) heads.push(head)
  }
  await write('core.hall.waiting', new Date(DAY.getTime() + (seals + 1) * 10_000))
  return { database, heads, write, close }
}

export type SealedLog = Awaited<ReturnType<typeof openSealedLog>>

/** The log in the hands of somebody with the owner's login, until `undo`. */
export async function takeOver({ database, heads }: SealedLog) {
  const trx: ControlledTransaction<CoreTables> = await database.withOwner((owner) => owner.startTransaction().execute())
  return {
    trx,
    tamper: async (statement: string) => void (await sql.raw(statement).execute(trx)),
    seal: (at: Date, keys = KEYS) => sealPending(trx, keys, at),
    /** What verifying finds; with the heads that were noted before when asked for. */
    verify: async (options: { readonly heads?: boolean; readonly keys?: AuditKeys } = {}) => {
      const findings: Finding[] = []
      await verifyAll(trx, {
        keys: options.keys ?? KEYS,
        ...(options.heads ? { heads: noted(heads) } : {}),
        onFinding: (finding) => findings.push(finding),
      })
      return findings
    },
    undo: () => trx.rollback().execute(),
  }
}

async function* noted(heads: readonly SealHead[]): AsyncGenerator<HeadLine> {
  for (const head of heads) yield { database: 'here', ...head }
}
