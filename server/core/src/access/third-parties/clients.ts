import { randomUUID } from 'node:crypto'
import type { Selectable, Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { ADMINISTRATION, type ScopedDatabase } from '../administration.ts'
import { readPermissions, writePermissions } from '../grant.ts'
import { byEngine, checkNameAndEnd, EVERYWHERE, type Given, type Issuing } from './issuing.ts'
import { ANY, comesAfter, type PageAsked } from './newest-first.ts'
import type { ClientTable } from './tables.ts'

/** A client of the authorisation server that may come with its tokens. */
export type Client = Omit<Selectable<ClientTable>, 'permissions'> & { readonly permissions: ReadonlySet<string> }

/** What registers a client. */
export type ClientDraft = Given & {
  /** Its name at the authorisation server, as its tokens say it. */
  readonly clientId: string
  readonly createdBy?: string
}

/** RFC 6749 appendix A.1: visible ASCII and blanks. */
const CLIENT_ID = /^[\x20-\x7E]{1,200}$/u

const shown = (row: Selectable<ClientTable>): Client => ({ ...row, permissions: readPermissions(row.permissions) })
const subjectOf = (id: string) => ({ type: 'Client', id })
const logged = ({ clientId, name, regionId, permissions, expiresAt, revokedAt }: Selectable<ClientTable>) => ({
  clientId,
  name,
  regionId,
  permissions,
  expiresAt,
  revokedAt,
})

function checkClientId(clientId: string): void {
  if (CLIENT_ID.test(clientId)) return
  const detail = {
    'zh-CN': 'clientId 须为 1 至 200 个可见的 ASCII 字符，与授权服务器上登记的一致。',
    en: '"clientId" has 1 to 200 visible ASCII characters, as the authorisation server knows it.',
  }
  throw invalid(detail, ['input', 'clientId'])
}

/**
 * Registers a client, or changes what one may do; one that was revoked may come again. What it has open with other rights
 * ends within a second.
 * @throws INVALID_INPUT, DUPLICATE_KEY when the name is registered out of the range
 */
export async function saveClient(
  database: ScopedDatabase,
  draft: ClientDraft,
  range: ScopeRange = EVERYWHERE,
  { now, change }: Issuing = byEngine(database),
): Promise<Client> {
  const at = await now()
  checkClientId(draft.clientId)
  checkNameAndEnd(draft, at)
  const { clientId, region, createdBy = null, expiresAt = null } = draft
  const where = { regionId: region.id, lo: region.lo, hi: region.hi }
  const given = { name: draft.name.trim(), ...where, permissions: writePermissions(draft.permissions), expiresAt }
  return await change('core.client.saved', async (trx, note) => {
    const before = await trx
      .selectFrom('core.client')
      .selectAll()
      .where('clientId', '=', clientId)
      .forUpdate()
      .executeTakeFirst()
    if (before !== undefined && !liesIn(before, range)) throw taken(clientId)
    const row = await trx
      .insertInto('core.client')
      .values({ id: randomUUID(), clientId, ...given, createdAt: at, createdBy })
      .onConflict((conflict) =>
        conflict
          .column('clientId')
          .doUpdateSet({ ...given, revokedAt: null })
          .where('core.client.lo', '>=', range.lo)
          .where('core.client.hi', '<=', range.hi),
      )
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw taken(clientId) // registered elsewhere since it was looked for
    const was = before === undefined ? null : logged(before)
    note({ subject: subjectOf(row.id), scopeKey: row.lo, before: was, after: logged(row) })
    return shown(row)
  })
}

const liesIn = ({ lo, hi }: ScopeRange, range: ScopeRange) => lo >= range.lo && hi <= range.hi
const taken = (clientId: string) => fault('DUPLICATE_KEY', { value: clientId }, ['input', 'clientId'])

/** Revokes a client within the range: its tokens open nothing any more, and what it has open ends within a second. */
export async function revokeClient(
  database: ScopedDatabase,
  id: string,
  range: ScopeRange = EVERYWHERE,
  { now, change }: Issuing = byEngine(database),
): Promise<Client | undefined> {
  const at = await now()
  return await change('core.client.revoked', async (trx, note) => {
    const row = await trx
      .selectFrom('core.client')
      .selectAll()
      .where('id', '=', id)
      .where('lo', '>=', range.lo)
      .where('hi', '<=', range.hi)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return undefined
    if (row.revokedAt !== null) return shown(row)
    await trx.updateTable('core.client').set({ revokedAt: at }).where('id', '=', id).execute()
    note({ subject: subjectOf(id), scopeKey: row.lo, after: { revokedAt: at } })
    return shown({ ...row, revokedAt: at })
  })
}

const within = (trx: Transaction<CoreTables>, { lo, hi }: ScopeRange) =>
  trx.selectFrom('core.client').where('lo', '>=', lo).where('hi', '<=', hi)

/** The clients whose region lies within the range, newest first. */
export async function listClients(
  database: ScopedDatabase,
  range: ScopeRange = EVERYWHERE,
  { first = 1_000, after }: PageAsked = {},
): Promise<readonly Client[]> {
  const rows = await database.withScope(ADMINISTRATION, (trx) =>
    within(trx, range)
      .selectAll()
      .where(after === undefined ? ANY : comesAfter(after))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(first)
      .execute(),
  )
  return rows.map(shown)
}

/** How many clients have their region within the range. */
export async function countClients(database: ScopedDatabase, range: ScopeRange): Promise<number> {
  const { count } = await database.withScope(ADMINISTRATION, (trx) =>
    within(trx, range)
      .select((read) => read.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  )
  return count
}
