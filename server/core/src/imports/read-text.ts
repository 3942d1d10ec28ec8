import type { Text } from '../text.ts'

/** The text of a file, or why there is none. */
export type ReadText = { readonly text: string } | { readonly fault: Text }

const MOST_BYTES = 256 * 1024 * 1024

const decode = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Decodes a file that comes from somewhere: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030, in
 * which Chinese spreadsheets save CSV.
 */
export function decodeText(bytes: Uint8Array): ReadText {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  const encodings = mark === 'fffe' ? ['utf-16le'] : mark === 'feff' ? ['utf-16be'] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    const text = decode(encoding, bytes)
    if (text !== undefined) return { text }
  }
  return {
    fault: {
      'zh-CN': '文件编码无法识别。请另存为 UTF-8 编码的 CSV 文件。',
      en: 'The encoding of the file is not known. Save it as CSV in UTF-8.',
    },
  }
}

/** Reads a whole file from a stream; registers are small. */
export async function readText(stream: AsyncIterable<Uint8Array>): Promise<ReadText> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of stream) {
    size += part.length
    if (size > MOST_BYTES) {
      return {
        fault: { 'zh-CN': '文件超过 256 MB，请分成几个文件。', en: 'The file is larger than 256 MB; split it.' },
      }
    }
    parts.push(part)
  }
  return decodeText(Buffer.concat(parts))
}
