import type { ServerResponse } from 'node:http'
import type { MediaType } from '../tables.ts'

/** Nothing in a file may run, whatever a browser takes it for. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

const ENDINGS: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
  'audio/mpeg': 'mp3',
}

/** Answers a file: what is seen or heard in its place, a document to be kept. */
export function sendFile(
  response: ServerResponse,
  id: string,
  { mediaType, bytes }: { readonly mediaType: MediaType; readonly bytes: Uint8Array },
): void {
  const how = mediaType === 'application/pdf' ? 'attachment' : 'inline'
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': bytes.length,
    'content-disposition': `${how}; filename="${id}.${ENDINGS[mediaType]}"`,
    'content-security-policy': POLICY,
    'cache-control': 'private, no-store',
  })
  response.end(bytes)
}
