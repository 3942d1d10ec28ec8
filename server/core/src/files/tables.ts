/** What may be uploaded, by its content. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf' | 'video/mp4' | 'audio/mpeg'

/** A file that shows something. Without a record that it belongs to, it has no place, and nobody but its uploader sees it. */
export type FileTable = {
  /** UUID version 7. */
  id: string
  /** Of the bytes as they are kept. */
  sha256: Uint8Array
  mediaType: MediaType
  /** In bytes. */
  size: number
  bytes: Uint8Array
  uploadedById: string
  uploadedBy: string
  uploadedAt: Date
  /** The record that it was attached to: `<room>.<noun>`, and its id. */
  subjectType: string | null
  subjectId: string | null
  attachedAt: Date | null
  /** The permission that reading it takes. */
  permission: string | null
  areaCode: number | null
  regionId: number | null
  scopeKey: number | null
  organisationId: number | null
  hallId: number | null
  veiledLo: number | null
  veiledHi: number | null
  veiledOrganisationId: number | null
  veiledHallId: number | null
  releasedAt: Date | null
}

export type FilesTables = { 'files.file': FileTable }

/** What files are made of, as types. */
export type Files = { Tables: FilesTables; Permissions: 'files.upload' }
