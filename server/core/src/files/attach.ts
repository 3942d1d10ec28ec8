import type { Transaction } from 'kysely'
import type { Veil } from '../findings/contract.ts'
import { fault } from '../graphql/fault.ts'
import type { Place } from '../host.ts'
import { isUuid } from '../uuid.ts'
import type { FilesTables } from './tables.ts'

/** To what files belong from then on. */
export type Attachment = {
  /** The record: `<room>.<noun>`, and its id. */
  readonly subject: { readonly type: string; readonly id: string }
  /** Where the record belongs: who reaches it reaches the files. */
  readonly place: Place
  /** The permission that reading them takes: `inspections.read`. */
  readonly permission: string
  /** The id of the principal who uploaded them. */
  readonly uploader: string
  readonly at: Date
  /** From whom they are hidden until `releaseFiles`. */
  readonly veil?: Veil | undefined
}

/** So many belong to a record at most. */
const MOST_FILES = 20

/**
 * Attaches files to a record, in the transaction that writes the record (scope of the engine or of intake).
 * @param path where the ids stand in the input, for the message
 * @throws Fault NOT_FOUND for an id that is none of a file of this uploader which is attached to nothing, TOO_MANY_ITEMS
 */
export async function attachFiles<Tables>(
  trx: Transaction<Tables>,
  ids: readonly string[],
  { subject, place, permission, uploader, at, veil }: Attachment,
  path: readonly string[] = ['input', 'files'],
): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  if (wanted.length > MOST_FILES) throw fault('TOO_MANY_ITEMS', { max: MOST_FILES, count: wanted.length }, path)
  const { areaCode, regionId, scopeKey, organisationId = null, hallId = null } = place
  const attached = await filesIn(trx)
    .updateTable('files.file')
    .set({
      subjectType: subject.type,
      subjectId: subject.id,
      attachedAt: at,
      permission,
      areaCode,
      regionId,
      scopeKey,
      organisationId,
      hallId,
      veiledLo: veil?.lo ?? null,
      veiledHi: veil?.hi ?? null,
      veiledOrganisationId: veil?.organisationId ?? null,
      veiledHallId: veil?.hallId ?? null,
      releasedAt: veil === undefined ? at : null,
    })
    .where('id', 'in', wanted.filter(isUuid))
    .where('uploadedById', '=', uploader)
    .where('subjectType', 'is', null)
    .returning('id')
    .execute()
  const known = new Set(attached.map(({ id }) => id))
  const missing = wanted.find((id) => !known.has(id))
  if (missing !== undefined) throw fault('NOT_FOUND', { value: missing }, path)
}

/** Lifts the veil from the files of a record. */
export async function releaseFiles<Tables>(
  trx: Transaction<Tables>,
  { type, id }: Attachment['subject'],
  at: Date,
): Promise<void> {
  await filesIn(trx)
    .updateTable('files.file')
    .set({ releasedAt: at })
    .where('subjectType', '=', type)
    .where('subjectId', '=', id)
    .where('releasedAt', 'is', null)
    .execute()
}

const filesIn = <Tables>(trx: Transaction<Tables>): Transaction<FilesTables> =>
  trx as unknown as Transaction<FilesTables>
