import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from 'kysely'

/**
 * The SQL that a query sends, compiled without a database: what a reviewer reads in a snapshot.
 * @example expect(await sqlOf((db) => selectVisits(db, range, page))).toMatchInlineSnapshot()
 */
export async function sqlOf<Tables>(query: (db: Transaction<Tables>) => Promise<unknown>): Promise<string> {
  const statements: string[] = []
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin()],
    log: ({ query: { sql } }) => void statements.push(sql),
  })
  await db.transaction().execute(query)
  return statements.map(byClause).join(';\n')
}

/** A clause per line, so that a change shows where it is. */
function byClause(sql: string): string {
  return sql.replaceAll(
    / (?=(?:from|inner join|left join|where|group by|order by|limit|on conflict|returning|values|set) )/g,
    '\n',
  )
}
