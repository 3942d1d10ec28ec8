import type { Insertable, Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { FilesTables, FileTable } from '../tables.ts'

const filesIn = <Tables>(trx: Transaction<Tables>): Transaction<FilesTables> =>
  trx as unknown as Transaction<FilesTables>

/** Keeps a file that belongs to nothing yet. */
export async function insertFile<Tables>(trx: Transaction<Tables>, row: Insertable<FileTable>): Promise<void> {
  await filesIn(trx).insertInto('files.file').values(row).execute()
}

/** How many files of somebody belong to nothing. */
export async function countLoose<Tables>(trx: Transaction<Tables>, uploadedById: string): Promise<number> {
  const row = await filesIn(trx)
    .selectFrom('files.file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('uploadedById', '=', uploadedById)
    .where('subjectType', 'is', null)
    .executeTakeFirst()
  return row?.n ?? 0
}

/** A file of a record within reach, with its bytes. */
export async function selectReached<Tables>(trx: Transaction<Tables>, reach: Reach, id: string) {
  return filesIn(trx)
    .selectFrom('files.file')
    .select(['mediaType', 'bytes', 'permission'])
    .where('id', '=', id)
    .where(withinReach(reach, { organisation: 'organisation_id', hall: 'hall_id' }))
    .executeTakeFirst()
}

/** A file that somebody uploaded and that belongs to nothing yet. In the scope of the engine. */
export async function selectOwn<Tables>(trx: Transaction<Tables>, uploadedById: string, id: string) {
  return filesIn(trx)
    .selectFrom('files.file')
    .select(['mediaType', 'bytes', 'permission'])
    .where('id', '=', id)
    .where('uploadedById', '=', uploadedById)
    .where('subjectType', 'is', null)
    .executeTakeFirst()
}

/** Removes files that were uploaded before and belong to nothing. */
export async function deleteLoose<Tables>(trx: Transaction<Tables>, before: Date): Promise<void> {
  await filesIn(trx)
    .deleteFrom('files.file')
    .where('subjectType', 'is', null)
    .where('uploadedAt', '<', before)
    .execute()
}
