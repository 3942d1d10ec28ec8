import { sql, type Kysely } from 'kysely'
import type { HeadLine } from '../heads.ts'
import { isMadeBy, NO_SEAL, trimProof, type AuditKeys } from '../seal.ts'
import { instantText } from '../stored-entry.ts'
import type { CoreTables } from '../../../database/tables.ts'
import { checkHeads } from './check-heads.ts'
import { checkLooseEnds, sealsWithoutWords } from './check-loose-ends.ts'
import type { Finding } from './finding.ts'
import { sealChecker, type Link } from './seal-checker.ts'
import { gatherSpans } from './spans.ts'
import { walkSeals } from './walk-seals.ts'

export type VerifyOptions = {
  readonly keys: AuditKeys
  /** What was noted of the seals outside of the database. */
  readonly heads?: AsyncIterable<HeadLine>
  readonly onFinding: (finding: Finding) => void
  readonly onProgress?: (done: number, total: number) => void
}

/** What was walked. */
export type Verified = {
  readonly seals: number
  readonly entries: number
  /** Entries that no seal holds yet. */
  readonly pending: number
  readonly newest: number
}

type Db = Kysely<CoreTables>
type Trim = Link & { readonly at: string; readonly proof: string }

/**
 * Walks the whole log as of one moment and says every place where it is not what was sealed. The memory does not grow
 * with the log.
 * @param owner the owner's login, which sees every row whatever its range says
 */
export async function verifyLog(owner: Db, options: VerifyOptions): Promise<Verified> {
  return await owner
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((db) => verifyAll(db, options))
}

/** The same in a transaction that is open already. */
export async function verifyAll(db: Db, options: VerifyOptions): Promise<Verified> {
  const trimmed = await checkTrim(db, options)
  const walked = await walkChain(db, trimmed, options)
  for await (const finding of checkLooseEnds(db)) options.onFinding(finding)
  const { newest } = walked
  if (options.heads) await checkHeads(db, options.heads, { trimmed, newest }, options.onFinding)
  return { ...walked, pending: await count(db, 'core.audit_pending') }
}

async function checkTrim(db: Db, { keys, onFinding }: VerifyOptions): Promise<Link> {
  const { rows } = await sql<Trim>`select number, seal, ${instantText('at')} as at, proof
    from core.audit_trim`.execute(db)
  const [trim] = rows
  if (trim === undefined) return { number: 0, seal: NO_SEAL }
  if (!isMadeBy(keys, trim.proof, (key) => trimProof(key, trim))) {
    onFinding({ kind: 'TRIM_FORGED', seal: trim.number })
  }
  return trim
}

async function walkChain(db: Db, trimmed: Link, { keys, onFinding, onProgress }: VerifyOptions) {
  const total = await count(db, 'core.audit_seal')
  const checkSeal = sealChecker(keys, trimmed, onFinding)
  let [seals, entries] = [0, 0]
  for await (const { seal, places } of walkSeals(db)) {
    for (const finding of checkSeal.next(seal, places)) onFinding(finding)
    seals += 1
    entries += places.length
    onProgress?.(seals, total)
  }
  const newest = checkSeal.end()
  const missing = gatherSpans((span) => onFinding({ kind: 'SEAL_MISSING', ...span }))
  for await (const number of sealsWithoutWords(db)) {
    if (number > newest || number <= trimmed.number) missing.add(number)
  }
  missing.flush()
  return { seals, entries, newest }
}

async function count(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.raw(table)}`.execute(db)
  return rows[0]?.n ?? 0
}
