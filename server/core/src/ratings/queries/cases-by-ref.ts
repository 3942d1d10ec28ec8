import { findByRef } from '../../cases/queries/find-by-ref.ts'
import type { CaseRecord } from '../../cases/record.ts'
import { caseRefOf } from '../../cases/reported-event.ts'
import type { Reach } from '../../graphql/context.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { Ratings } from '../tables.ts'

/** A case as its system knows it. */
export type CaseRef = { readonly source: string; readonly externalId: string }

/** The cases of some references that somebody reaches, by `caseRefOf`. */
export async function selectCasesByRef(
  db: PluginTransaction<Ratings>,
  reach: Reach,
  refs: readonly CaseRef[],
): Promise<ReadonlyMap<string, CaseRecord>> {
  const found = await findByRef(db as never, reach, [...new Set(refs.map(caseRefOf))])
  return new Map(found.map((record) => [caseRefOf(record), record]))
}
