import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../database/database.ts'
import type { Config } from '../../operations/config.ts'
import { StartRefused } from '../../operations/start-refused.ts'
import { enrolKeys } from './enrol-keys.ts'
import { keyFileSource, writeKeyFile } from './key-file.ts'
import { makeKey, readKeyRing } from './key-ring.ts'
import type { Keys } from './keys.ts'
import { fixedKeys, followedKeys } from './keys.ts'
import type { Vault } from './vault.ts'
import { createVault } from './vault.ts'

/** What the settings say of keys. */
export type KeyPlace = Pick<Config, 'personalKeys' | 'personalKeysFile' | 'personalCipher' | 'dataFolder'>

/** The file of the keys; null when they come from the environment. */
export const keyFileOf = ({ personalKeys, personalKeysFile, dataFolder }: KeyPlace): string | null =>
  personalKeys === undefined ? (personalKeysFile ?? join(dataFolder, 'personal-keys.json')) : null

/**
 * Opens the vault of a database. Where no setting names keys, a file is made in the data folder at the first start, and
 * `tell` is given a sentence to show. @throws StartRefused when keys are missing or are not those that sealed
 */
export const openVault = async (
  database: Pick<Database, 'withScope'>,
  place: KeyPlace,
  tell: (sentence: string) => void,
): Promise<Vault> => {
  const file = keyFileOf(place)
  const from = file ?? 'PERSONAL_KEYS'
  if (file !== null && !existsSync(file)) {
    if (place.personalKeysFile !== undefined) {
      throw new StartRefused(
        `PERSONAL_KEYS_FILE names ${file}, which is not there: "pnpm zhikong personal new-key" makes a key.`,
      )
    }
    await enrolKeys(database, [], from)
    writeKeyFile(file, [makeKey()])
    tell(`A key for personal data was made in ${file}. Keep a copy in another place: without it the data is lost.`)
  }
  const keys: Keys =
    file === null ? fixedKeys(readKeyRing(place.personalKeys ?? '', from)) : followedKeys(keyFileSource(file))
  await enrolKeys(database, keys.all(), from)
  return createVault(keys, place.personalCipher)
}
