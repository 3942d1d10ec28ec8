import { hash } from 'node:crypto'
import type { ScopedDatabase } from '../access/administration.ts'
import { fault, invalid, type Fault } from '../graphql/fault.ts'
import { uuidV7 } from '../uuid.ts'
import type { FileFacts } from './graphql/names.ts'
import { countLoose, deleteLoose, insertFile } from './queries/file.ts'
import { reEncode } from './re-encode.ts'
import { sniff } from './rules/sniff.ts'
import type { MediaType } from './tables.ts'

/** So many files of one uploader may belong to nothing at a time. */
const MOST_LOOSE = 100
const DAY_MS = 86_400_000

/** Who uploads. */
export type Uploader = {
  readonly id: string
  readonly name: string
  /** How many of theirs may belong to nothing at a time; 100 unless told. */
  readonly mostLoose?: number
  readonly isPicturesOnly?: boolean
}

/** All who have no account are one uploader: of from where somebody called nothing is kept. */
export const CITIZEN: Uploader = { id: 'citizen', name: '群众', mostLoose: 500, isPicturesOnly: true }

/**
 * Takes a file: by its content, never its name; pictures are encoded anew. It belongs to nothing until a record takes it
 * (`attachFiles`); what no record took within a day is removed with the next file that anybody uploads.
 * @throws Fault INVALID_INPUT for what is not taken, LIMIT_EXCEEDED for too much
 */
export async function takeFile(
  { database, most }: { readonly database: ScopedDatabase; readonly most: number },
  { bytes, by: uploader, at }: { readonly bytes: Uint8Array; readonly by: Uploader; readonly at: Date },
): Promise<FileFacts> {
  const mediaType = sniff(bytes)
  if (mediaType === null || mediaType === 'HEIC') throw invalid(mediaType === null ? UNKNOWN : HEIC)
  if (uploader.isPicturesOnly === true && !mediaType.startsWith('image/')) throw invalid(PICTURES)
  const kept = await encoded(bytes, mediaType)
  if (kept.length > most) throw tooLarge(most)
  const id = uuidV7(at.getTime())
  const by = { uploadedById: uploader.id, uploadedBy: uploader.name, uploadedAt: at }
  const sha256 = Buffer.from(hash('sha256', kept, 'hex'), 'hex')
  await database.withScope({ mode: 'engine' }, async (trx) => {
    await deleteLoose(trx, new Date(at.getTime() - DAY_MS))
    if ((await countLoose(trx, uploader.id)) >= (uploader.mostLoose ?? MOST_LOOSE))
      throw fault('LIMIT_EXCEEDED', { detail: LOOSE })
    await insertFile(trx, { ...UNATTACHED, ...by, id, sha256, mediaType, size: kept.length, bytes: kept })
  })
  return { id, mediaType, size: kept.length }
}

async function encoded(bytes: Uint8Array, mediaType: MediaType): Promise<Uint8Array> {
  const isPicture = mediaType === 'image/jpeg' || mediaType === 'image/png' || mediaType === 'image/webp'
  return isPicture ? reEncode(bytes, mediaType) : bytes
}

/** Says that a file is larger than so many bytes. */
export function tooLarge(most: number): Fault {
  const megabytes = Math.floor(most / 1_048_576)
  return fault('LIMIT_EXCEEDED', {
    detail: { 'zh-CN': `每个文件最大 ${megabytes} MB。`, en: `A file has at most ${megabytes} MB.` },
  })
}

const UNATTACHED = {
  subjectType: null,
  subjectId: null,
  attachedAt: null,
  permission: null,
  areaCode: null,
  regionId: null,
  scopeKey: null,
  organisationId: null,
  hallId: null,
  veiledLo: null,
  veiledHi: null,
  veiledOrganisationId: null,
  veiledHallId: null,
  releasedAt: null,
} as const

const UNKNOWN = {
  'zh-CN': '只接受 JPEG、PNG、WebP 图片，PDF 文件，MP4 视频和 MP3 录音。',
  en: 'Pictures as JPEG, PNG or WebP, PDF documents, MP4 films and MP3 recordings are taken.',
}
const PICTURES = {
  'zh-CN': '只接受 JPEG、PNG、WebP 图片。',
  en: 'Pictures as JPEG, PNG or WebP are taken.',
}
const HEIC = {
  'zh-CN': '不接受 HEIC 图片。请在手机相机设置中选择“兼容性最佳”（JPEG），或转为 JPEG 后上传。',
  en: 'HEIC pictures are not taken. Set the camera to "most compatible" (JPEG), or convert the picture to JPEG.',
}
const LOOSE = {
  'zh-CN': '已上传而未使用的文件过多，请先提交。',
  en: 'Too many files were uploaded and belong to nothing. Hand in what they are for first.',
}
