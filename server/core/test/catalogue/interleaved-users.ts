import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Transaction } from 'kysely'
import type { Database } from '../../src/database/database.ts'
import { secure } from '../../src/database/policies.ts'
import type { CoreTables } from '../../src/database/tables.ts'
import type { Scope } from '../../src/database/scope.ts'

type Note = { canary: string; scopeKey: number; organisationId: number; hallId: number }
type Tables = { 'desk.note': Note }

/** A table of notes in a row of places, made for this test alone. */
export const desk = {
  name: 'desk',
  migrations: {
    '0001-note': {
      up: async (db: Transaction<unknown>) => {
        await sql`create table desk.note (canary text primary key, scope_key bigint not null,
          organisation_id int not null, hall_id int not null)`.execute(db)
        const bound = { organisation: 'organisation_id', hall: 'hall_id' } as const
        await secure(db, 'desk.note', { read: 'range', write: ['intake'], ...bound })
      },
    },
  },
}

const NOTES: readonly Note[] = Array.from({ length: 600 }, (_, key) => ({
  canary: `canary-${key}`,
  scopeKey: key,
  organisationId: (key % 3) + 1,
  hallId: (key % 5) + 1,
}))

/** Ranges of several sizes that overlap those of their neighbours; some users are bound to more. */
export const USERS = Array.from({ length: 50 }, (_, n) => ({
  mode: 'reader' as const,
  lo: n * 10,
  hi: n * 10 + 10 + (n % 7) * 5,
  organisationId: n % 4 === 0 ? (n % 3) + 1 : null,
  hallId: n % 6 === 0 ? (n % 5) + 1 : null,
})) satisfies readonly Scope[]

export type User = (typeof USERS)[number]

/** What this user may see, by the words of the rule. */
export const canariesOf = (user: User): readonly string[] =>
  NOTES.filter(
    ({ scopeKey, organisationId, hallId }) =>
      scopeKey >= user.lo &&
      scopeKey < user.hi &&
      (user.organisationId === null || user.organisationId === organisationId) &&
      (user.hallId === null || user.hallId === hallId),
  )
    .map(({ canary }) => canary)
    .sort()

export const writeNotes = (database: Database): Promise<unknown> =>
  database.extend<Tables>().withScope({ mode: 'intake' }, (db) => db.insertInto('desk.note').values(NOTES).execute())

/** What a request does to its connection before it reads, or instead of reading. */
export type Kind = 'read' | 'snapshot' | 'fails' | 'throws' | 'times out' | 'is cancelled' | 'is killed' | 'leaves work'

/** One in twenty of each kind that goes wrong; every hundredth connection dies. */
export function kindOf(request: number): Kind {
  if (request % 100 === 50) return 'is killed'
  const kinds: Readonly<Record<number, Kind>> = {
    1: 'fails',
    2: 'throws',
    3: 'times out',
    4: 'is cancelled',
    5: 'leaves work',
  }
  return kinds[request % 20] ?? (request % 2 === 0 ? 'read' : 'snapshot')
}

/** Runs a request to its end: the canaries that it saw before anything went wrong, and the code of what did. */
export async function run(database: Database, user: User, kind: Kind) {
  const open = database.extend<Tables>()
  const seen: string[] = []
  const work = async (db: Transaction<Tables>) => {
    seen.push(...(await readNotes(db)))
    await goWrong[kind]?.(db, database)
  }
  const begun = kind === 'snapshot' ? open.withSnapshot(user, work) : open.withScope(user, work)
  const code = await begun.then(() => 'none', codeOf)
  return { seen: seen.sort().join(), code }
}

/** As Postgres names them; `own` for an error of the test itself. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'own'
}

/** How each kind of request ends. */
export const ENDS: Readonly<Record<Kind, string>> = {
  read: 'none',
  snapshot: 'none',
  fails: '22012',
  throws: 'own',
  'times out': '57014',
  'is cancelled': '57014',
  'is killed': '57P01',
  'leaves work': 'own',
}

/** A planted defect: whoever comes to a connection first leaves the scope there for all who follow. */
export const forgetful = (database: Database): Database => ({
  ...database,
  extend() {
    return this as never
  },
  withScope: (scope, work) =>
    database.withScope(scope, async (db) => {
      const { rows } = await sql<{ lo: string | null }>`select current_setting('planted.lo', true) as lo`.execute(db)
      if (rows[0]?.lo) await copyScope(db, 'planted', 'zhikong', true)
      else await copyScope(db, 'zhikong', 'planted', false)
      return work(db)
    }),
})

const copyScope = (db: Transaction<CoreTables>, from: string, to: string, isLocal: boolean) =>
  sql`select set_config(${`${to}.lo`}, current_setting(${`${from}.lo`}), ${isLocal}),
    set_config(${`${to}.hi`}, current_setting(${`${from}.hi`}), ${isLocal})`.execute(db)

const readNotes = async (db: Transaction<Tables>): Promise<readonly string[]> => {
  const rows = await db.selectFrom('desk.note').select('canary').execute()
  return rows.map(({ canary }) => canary)
}

const sleep = (db: Transaction<Tables>) => sql`select pg_sleep(4)`.execute(db)

const goWrong: { readonly [K in Kind]?: (db: Transaction<Tables>, database: Database) => Promise<unknown> } = {
  fails: (db) => sql`select 1 / 0`.execute(db),
  throws: () => Promise.reject(new Error('on purpose')),
  'times out': async (db) => {
    await sql`set local statement_timeout = 2`.execute(db)
    await sleep(db)
  },
  'is cancelled': (db, database) => signalWhile(db, database, 'pg_cancel_backend'),
  'is killed': (db, database) => signalWhile(db, database, 'pg_terminate_backend'),
  'leaves work': async (db) => {
    void readNotes(db).catch(() => undefined)
    throw new Error('on purpose')
  },
}

/** Sends signals to the server process of `db` until the statement that it works on has ended. */
async function signalWhile(db: Transaction<Tables>, database: Database, signal: string): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  let ended = false
  const sleeping = sleep(db).finally(() => (ended = true))
  sleeping.catch(() => undefined)
  for (; !ended; await delay(2)) {
    await database.withScope({ mode: 'engine' }, (other) =>
      sql`select ${sql.raw(signal)}(${rows[0]?.pid ?? 0})`.execute(other),
    )
  }
  await sleeping
}
