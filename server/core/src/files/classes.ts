import type { ColumnClasses } from '../database/column-class.ts'
import type { FilesTables } from './tables.ts'

/** What a file shows is for whoever may read the record that it belongs to. */
export const columns: ColumnClasses<FilesTables> = {
  'files.file': {
    id: 'internal',
    sha256: 'internal',
    mediaType: 'internal',
    size: 'internal',
    bytes: 'internal',
    uploadedById: 'internal',
    uploadedBy: 'internal',
    uploadedAt: 'internal',
    subjectType: 'internal',
    subjectId: 'internal',
    attachedAt: 'internal',
    permission: 'internal',
    areaCode: 'internal',
    regionId: 'internal',
    scopeKey: 'internal',
    organisationId: 'internal',
    hallId: 'internal',
    veiledLo: 'internal',
    veiledHi: 'internal',
    veiledOrganisationId: 'internal',
    veiledHallId: 'internal',
    releasedAt: 'internal',
  },
}
