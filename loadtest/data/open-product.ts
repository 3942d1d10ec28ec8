import type { Platform } from '@zhikong/core'
import { declare, openPlatform, prepareData, readConfig } from '@zhikong/core'
import { checkout, closeData, migrationsOf, openData, plugins } from '@zhikong/server'

/** Which database: an address as `DATABASE_URL` has it, or the data folder of the embedded one. */
export type DatabasePlace = { readonly url: string } | { readonly folder: string }

/** The product over a database, without its workers. */
export type OpenProduct = { readonly platform: Platform; readonly close: () => Promise<void> }

/** Opens the product as its commands do: beside a server, if one runs. Brings the database up to date first. */
export const openProduct = async (place: DatabasePlace): Promise<OpenProduct> => {
  const where = 'url' in place ? { DATABASE_URL: place.url } : { DATA_DIR: place.folder }
  const config = readConfig({ ...where, DEMO: '0' }, checkout)
  const declarations = declare(plugins)
  const data = await openData(config, { migrations: migrationsOf(config, declarations), besideServer: true })
  try {
    await prepareData(data.database)
    const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`)
    const platform = await openPlatform({ database: data.database, declarations, onError })
    return {
      platform,
      close: async () => {
        await platform.close()
        await closeData(data)
      },
    }
  } catch (error) {
    await closeData(data)
    throw error
  }
}
