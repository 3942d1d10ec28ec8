import { getNamedType, isUnionType, type GraphQLField, type GraphQLSchema } from 'graphql'
import { sql } from 'kysely'
import type { Database } from '../../../src/database/database.ts'

/** A mutation that declares an action, with a document that calls it. */
export type AuditedMutation = { readonly name: string; readonly action: string; readonly document: string }

/** Every mutation of a schema that leaves an action in the audit log. */
export function auditedMutations(schema: GraphQLSchema): readonly AuditedMutation[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {})
  return fields.flatMap((field) => {
    const action = actionOf(field)
    return action === undefined ? [] : [{ name: field.name, action, document: documentOf(field) }]
  })
}

function actionOf({ extensions }: GraphQLField<unknown, unknown>): string | undefined {
  const options = extensions['pothosOptions'] as { readonly audit?: unknown }
  return typeof options.audit === 'string' ? options.audit : undefined
}

function documentOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const problem = isUnionType(getNamedType(type)) ? '{ __typename ... on InputError { code message } }' : ''
  return `mutation (${variables}) { ${name}(${given}) ${problem} }`
}

/** Where a refused try leaves its mark on purpose. */
const TRIES = ['core.sign_in_attempt']

/** The newest transaction that wrote each table, and how many rows it has: changes with any change. */
export async function stateOf(database: Database): Promise<ReadonlyMap<string, string>> {
  return await database.withOwner(async (owner) => {
    const { rows: tables } = await sql<{ name: string }>`select n.nspname || '.' || quote_ident(c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' and c.relname !~ '^audit_'`.execute(owner)
    const each = tables
      .filter(({ name }) => !TRIES.includes(name))
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) as state from ${name}`,
      )
    const { rows } = await sql.raw<{ name: string; state: string }>(each.join(' union all ')).execute(owner)
    return new Map(rows.map(({ name, state }) => [name, state]))
  })
}

/** The transactions that wrote rows between two states. Which one deleted rows cannot be told afterwards. */
export function writersBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const writer = (state: string | undefined) => Number(state?.split(' ')[1] ?? 0)
  return [...after].flatMap(([name, state]) =>
    writer(state) > writer(before.get(name)) ? [String(writer(state))] : [],
  )
}

/** Entries after an id, with the transaction that wrote each. */
export async function entriesAfter(database: Database, id: number) {
  const { rows } = await database.withOwner((owner) =>
    sql<{ id: number; action: string; written: string; content: string; reason: string | null }>`
      select id, action, xmin::text as written, content, reason from core.audit_entry
      where id > ${id} order by id`.execute(owner),
  )
  return rows
}

/** Does something while no entry can be written. */
export async function whileAuditFails<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const alter = (change: string) =>
    database.withOwner((owner) => sql`alter table core.audit_entry ${sql.raw(change)}`.execute(owner))
  await alter('add constraint planted check (false) not valid')
  try {
    return await work()
  } finally {
    await alter('drop constraint planted')
  }
}
