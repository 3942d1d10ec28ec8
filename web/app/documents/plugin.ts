import type { Plugin } from 'vite'

import { collectDocuments, type ConsoleDocument } from './collect.ts'

const MODULE = 'virtual:document-ids'

/**
 * Compiles the ids of the console's documents in, because a browser on plain HTTP cannot hash, and writes
 * `trusted-documents.json` beside the pages: a session runs what stands there and nothing else. While the console is
 * developed there are no ids, and documents are sent as text.
 */
export function trustedDocuments(): Plugin {
  let documents: readonly ConsoleDocument[] = []
  return {
    name: 'zhikong-trusted-documents',
    configResolved: async ({ command }) => {
      if (command === 'build') documents = await collectDocuments()
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) =>
      id === `\0${MODULE}`
        ? `export default ${JSON.stringify(Object.fromEntries(documents.map((each) => [each.name, each.id])))}`
        : undefined,
    generateBundle() {
      if (this.environment.name !== 'client') return
      const manifest = Object.fromEntries(documents.map((each) => [each.id, each.text]))
      this.emitFile({ type: 'asset', fileName: 'trusted-documents.json', source: JSON.stringify(manifest, null, 2) })
    },
  }
}
