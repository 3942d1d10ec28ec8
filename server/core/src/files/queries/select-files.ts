import type { Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { FileFacts } from '../graphql/names.ts'
import type { FilesTables } from '../tables.ts'

/** Of the files with these ids, those within reach, the oldest first. */
export async function selectFiles<Tables>(
  trx: Transaction<Tables>,
  reach: Reach,
  ids: readonly string[],
): Promise<FileFacts[]> {
  if (ids.length === 0) return []
  return (trx as unknown as Transaction<FilesTables>)
    .selectFrom('files.file')
    .select(['id', 'mediaType', 'size'])
    .where('id', 'in', ids)
    .where(withinReach(reach, { organisation: 'organisation_id', hall: 'hall_id' }))
    .orderBy('id')
    .execute()
}

/** The files of a record within reach, the oldest first. */
export async function selectFilesOf<Tables>(
  trx: Transaction<Tables>,
  reach: Reach,
  subject: { readonly type: string; readonly id: string },
): Promise<FileFacts[]> {
  return (trx as unknown as Transaction<FilesTables>)
    .selectFrom('files.file')
    .select(['id', 'mediaType', 'size'])
    .where('subjectType', '=', subject.type)
    .where('subjectId', '=', subject.id)
    .where(withinReach(reach, { organisation: 'organisation_id', hall: 'hall_id' }))
    .orderBy('id')
    .execute()
}
