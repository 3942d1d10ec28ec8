import sharp, { type Sharp } from 'sharp'
import { invalid } from '../graphql/fault.ts'
import { seatsFor } from './seats.ts'

/** The longest edge of a picture as it is kept. */
const LONGEST_EDGE = 4_096
/** More points than the best telephones take: what claims more is refused before it is decoded. */
const MOST_POINTS = 64_000_000
const AT_ONCE = 2

/** Nothing but the three kinds of pictures is decoded, whatever a file claims to be. */
const DECODERS = ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] as const

sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: [...DECODERS] })
sharp.cache(false)

const seat = seatsFor(AT_ONCE)

/** Kinds of pictures that are re-encoded. */
type PictureType = 'image/jpeg' | 'image/png' | 'image/webp'

/**
 * Decodes a picture and encodes it anew, upright, without what was written beside it (place, camera, thumbnails), and
 * with edges of at most 4,096 points.
 * @throws Fault INVALID_INPUT for what cannot be decoded, or claims more than 64 million points
 */
export async function reEncode(bytes: Uint8Array, mediaType: PictureType): Promise<Buffer> {
  const leave = await seat()
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_POINTS, failOn: 'error' })
      .autoOrient()
      .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true })
    return await ENCODERS[mediaType](picture).toBuffer()
  } catch {
    throw invalid(UNREADABLE)
  } finally {
    leave()
  }
}

const ENCODERS: Readonly<Record<PictureType, (picture: Sharp) => Sharp>> = {
  'image/jpeg': (picture) => picture.jpeg({ quality: 85 }),
  'image/png': (picture) => picture.png(),
  'image/webp': (picture) => picture.webp({ quality: 85 }),
}

const UNREADABLE = {
  'zh-CN': '图片无法读取，或超过 6400 万像素。请重新拍摄或导出后上传。',
  en: 'The picture cannot be read, or has more than 64 million points. Take or export it again.',
}
