import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { PlacementByTable } from './placement.ts'
import { planDistribution } from './plan.ts'
import type { DistributionPlan } from './plan.ts'

/** Why a database is not distributed. */
export type DistributionRefusal = 'NO_EXTENSION' | 'NOT_OWNER' | 'IN_USE' | 'FAULTY_TABLES'

/** The database stays as it is; nothing was changed. */
export class DistributionRefused extends Error {
  override readonly name = 'DistributionRefused'
  readonly code: DistributionRefusal
  constructor(code: DistributionRefusal, reasons: readonly string[]) {
    super(`${reasons.join('\n')}\nNothing was changed.`)
    this.code = code
  }
}

/** What is to be distributed: the schemas of core and plugins, and what is placed otherwise than by its key. */
export type Distributed = { readonly schemas: readonly string[]; readonly placed: PlacementByTable }

/**
 * What remains to be done, and nothing done; an empty plan for a database that is distributed already.
 * @throws DistributionRefused without the extension, to a login that does not own the database, or when a table could not
 *   lie where it is to
 */
export async function prepareDistribution(
  database: Pick<Database, 'withOwner'>,
  { schemas, placed }: Distributed,
): Promise<DistributionPlan> {
  return database.withOwner(async (db) => {
    if (!(await hasExtension(db))) throw new DistributionRefused('NO_EXTENSION', [NO_EXTENSION])
    const stranger = await strangerTo(db)
    if (stranger !== undefined) throw new DistributionRefused('NOT_OWNER', [notOwner(stranger)])
    const plan = await planDistribution(db, schemas, placed)
    if (plan.faults.length > 0) throw new DistributionRefused('FAULTY_TABLES', plan.faults)
    return plan
  })
}

/**
 * Runs a plan, one statement after the other, each for itself: after an interruption the next plan has the rest.
 * @throws DistributionRefused while a process of the platform serves from the database
 */
export async function distribute(
  database: Pick<Database, 'withOwner'>,
  { statements }: DistributionPlan,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await database.withOwner(async (db) => {
    if (statements.length > 0 && (await isServed(db))) throw new DistributionRefused('IN_USE', [IN_USE])
    for (const [index, statement] of statements.entries()) {
      signal.throwIfAborted()
      onProgress(index, statements.length)
      await sql.raw(statement).execute(db)
    }
    onProgress(statements.length, statements.length)
  })
}

const NO_EXTENSION =
  'This database has no extension "citus": its server needs it in shared_preload_libraries, then "create extension citus".'
const IN_USE = 'A process of the platform serves from this database: stop it first.'

type Stranger = { readonly login: string; readonly owner: string }

const notOwner = ({ login, owner }: Stranger): string =>
  `The login "${login}" does not own this database: give the login of "${owner}" in DATABASE_URL.`

/** Whoever is logged in without the rights of the database's owner, who alone may set what holds for all of it. */
async function strangerTo<Tables>(db: Kysely<Tables>): Promise<Stranger | undefined> {
  const { rows } = await sql<Stranger>`select current_user as login, pg_get_userbyid(datdba) as owner from pg_database
    where datname = current_database() and not pg_has_role(datdba, 'USAGE')`.execute(db)
  return rows[0]
}

async function hasExtension<Tables>(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  return rows.length > 0
}

/** Who serves hears news on a connection of its own, see `listen.ts`; commands do not. */
async function isServed<Tables>(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and application_name = 'zhikong listen' limit 1`.execute(db)
  return rows.length > 0
}
