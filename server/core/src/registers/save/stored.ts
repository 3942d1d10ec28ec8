import { sql, type Selectable } from 'kysely'
import type { HallTable, MatterTable, OrganisationTable } from '../tables.ts'
import type { SaveContext } from './context.ts'

type Codes = Iterable<string | null | undefined>
type ByCode<Table> = ReadonlyMap<string, Readonly<Selectable<Table>>>

/** `any($1)` over the codes that can be asked for: NUL and half characters never reach the database. */
function anyOf(codes: Codes) {
  const trimmed = [...codes].map((code) => code?.trim() ?? '')
  const askable = [...new Set(trimmed)].filter((code) => code !== '' && code.isWellFormed() && !code.includes('\0'))
  return sql<string>`any(${askable}::text[])`
}

const byCode = <Row extends { readonly code: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.code, row]))

/** Organisations as they are stored. */
export async function selectOrganisations({ trx }: SaveContext, codes: Codes): Promise<ByCode<OrganisationTable>> {
  return byCode(await trx.selectFrom('core.organisation').selectAll().where('code', '=', anyOf(codes)).execute())
}

/** Halls as they are stored. */
export async function selectHalls({ trx }: SaveContext, codes: Codes): Promise<ByCode<HallTable>> {
  return byCode(await trx.selectFrom('core.hall').selectAll().where('code', '=', anyOf(codes)).execute())
}

/** Matters as they are stored. */
export async function selectMatters({ trx }: SaveContext, codes: Codes): Promise<ByCode<MatterTable>> {
  return byCode(await trx.selectFrom('core.matter').selectAll().where('code', '=', anyOf(codes)).execute())
}
