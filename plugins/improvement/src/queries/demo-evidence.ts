import type { PluginTransaction } from '@zhikong/core'
import { hash, randomUUID } from 'node:crypto'
import type { Improvement } from '../tables.ts'
import type { RectificationRow } from './rectification.ts'

/** A picture of one grey point. */
const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** Puts a picture beside a rectification of the demo, and gives its id. */
export async function insertDemoEvidence(
  db: PluginTransaction<Improvement>,
  { id: subjectId, areaCode, regionId, scopeKey, organisationId, hallId }: RectificationRow,
  { by, at }: { readonly by: { readonly id: string; readonly name: string }; readonly at: Date },
): Promise<string> {
  const id = randomUUID()
  const sha256 = Buffer.from(hash('sha256', POINT, 'hex'), 'hex')
  const content = { id, sha256, mediaType: 'image/png', size: POINT.length, bytes: POINT } as const
  const uploaded = { uploadedById: by.id, uploadedBy: by.name, uploadedAt: at }
  const record = { subjectType: 'improvement.rectification', subjectId, attachedAt: at, permission: 'improvement.read' }
  const place = { areaCode, regionId, scopeKey, organisationId, hallId, releasedAt: at }
  const unveiled = { veiledLo: null, veiledHi: null, veiledOrganisationId: null, veiledHallId: null }
  await db
    .insertInto('files.file')
    .values({ ...content, ...uploaded, ...record, ...place, ...unveiled })
    .execute()
  return id
}
