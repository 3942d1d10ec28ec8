import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTrustedDocuments } from '@zhikong/core'
import type { Logger } from '@zhikong/core'

import { consoleBuild } from './folders.ts'

/** What the build of the console writes beside its pages: `{ "<id>": "<document>" }`. */
const manifestName = 'trusted-documents.json'

/**
 * The documents that the built console names by id, read when they are first asked for: the build may still run while
 * the rest starts. Without a build there are none.
 */
export function consoleDocuments(
  logger: Pick<Logger, 'error'>,
  folder: string = consoleBuild,
): () => ReadonlyMap<string, string> {
  let documents: ReadonlyMap<string, string> | undefined
  return () => (documents ??= read(join(folder, manifestName), logger))
}

function read(path: string, logger: Pick<Logger, 'error'>): ReadonlyMap<string, string> {
  try {
    return readTrustedDocuments(readFileSync(path, 'utf8'))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isMissing) logger.error({ err: error }, 'the documents of the console cannot be read')
    return new Map()
  }
}
