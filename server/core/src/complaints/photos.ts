import { attachFiles } from '../files/attach.ts'
import type { HandlingHost } from './handling-host.ts'
import type { ComplaintRow, Db } from './queries/complaint.ts'
import { rangeOf } from './veil.ts'

/** Photos that were uploaded, and the id of who uploaded them. */
export type Photos = { readonly ids: readonly string[]; readonly uploader: string }

/** So many come with a complaint at most. */
export const MOST_PHOTOS = 5

/**
 * What photos of a complaint hang on. A sealed one has another name than the open one that it becomes by its release,
 * which has the same id: photos stay with the sealed one for good.
 */
export const photosOf = ({ id, sealed }: Pick<ComplaintRow, 'id' | 'sealed'>) => ({
  type: sealed ? 'complaints.sealed' : 'complaints.complaint',
  id,
})

/**
 * Attaches photos where the complaint is handled, for its handlers alone: the veil over its unit is never lifted. In the
 * scope of the engine.
 * @throws Fault NOT_FOUND for a photo that is unknown, or belongs to something
 */
export async function keepPhotos(
  host: HandlingHost,
  trx: Db,
  row: ComplaintRow,
  { ids, uploader }: Photos,
  at: Date,
): Promise<void> {
  const range = await rangeOf(host, row)
  const { handlingAreaCode: areaCode, handlingRegionId: regionId, handlingKey: scopeKey, organisationId, hallId } = row
  await attachFiles(
    trx,
    ids,
    {
      subject: photosOf(row),
      place: { areaCode, regionId, scopeKey },
      permission: row.sealed ? 'complaints.seal' : 'complaints.handle',
      uploader,
      at,
      veil: { lo: range?.lo ?? null, hi: range?.hi ?? null, organisationId, hallId },
    },
    ['input', 'photos'],
  )
}
