import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ChangeEntry } from '../access/audit/change.ts'
import { WHOLE_PLATFORM } from '../access/audit/record.ts'

/** A file that is imported: its name, and the SHA-256 of its bytes, hex. */
export type ImportSource = { readonly name: string; readonly sha256: string }

/** Reads the whole file once to name it by what it holds. */
export async function importSource(file: string, signal?: AbortSignal): Promise<ImportSource> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash, signal === undefined ? {} : { signal })
  return { name: basename(file), sha256: hash.digest('hex') }
}

/** What the audit log says of an import: one entry for the file, and how much came of it. */
export function importedEntry(
  type: 'Register' | 'Cases',
  id: string,
  source: ImportSource | undefined,
  counts: Readonly<Record<string, number>>,
): ChangeEntry {
  const after = { ...(source && { file: source.name, sha256: source.sha256 }), ...counts }
  return { subject: { type, id }, scopeKey: WHOLE_PLATFORM, after }
}
