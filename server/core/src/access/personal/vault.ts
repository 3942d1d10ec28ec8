import type { Indexed } from './blind-index.ts'
import { blindIndex } from './blind-index.ts'
import type { CipherName } from './cipher.ts'
import type { Keys } from './keys.ts'
import type { PersonalData, PersonalRow } from './personal-data.ts'
import { openBytes, sealBytes } from './sealed-value.ts'

/** Personal data as the database holds it. */
export type Sealed = {
  readonly sealed: Buffer
  readonly keyId: string
  readonly idNumberIndex: Buffer | null
  readonly phoneIndex: Buffer | null
}

/** Seals and opens personal data; some 10 µs each. Knows no database. */
export type Vault = {
  readonly seal: (row: PersonalRow, data: PersonalData) => Sealed
  /** @throws SealBroken */
  readonly open: (row: PersonalRow, sealed: Uint8Array) => PersonalData
  /** What a value is found by: one index for each key of the ring. */
  readonly indexesOf: (what: Indexed, value: string) => readonly Buffer[]
  readonly keys: Keys
  /** With which it seals. */
  readonly cipher: CipherName
}

export const createVault = (keys: Keys, cipher: CipherName): Vault => ({
  keys,
  cipher,
  seal: (row, data) => {
    const key = keys.sealing()
    return {
      sealed: sealBytes(cipher, key, nameOf(row), encode(data)),
      keyId: key.id,
      idNumberIndex: data.idNumber === null ? null : blindIndex(key, 'idNumber', data.idNumber),
      phoneIndex: data.phone === null ? null : blindIndex(key, 'phone', data.phone),
    }
  },
  open: (row, sealed) => decode(openBytes(keys.named, nameOf(row), sealed)),
  indexesOf: (what, value) => keys.all().map((key) => blindIndex(key, what, value)),
})

function locked(): never {
  throw new Error('Personal data is out of reach: this process was given no keys.')
}

/** A vault without keys, for what has nothing to do with personal data. */
export const lockedVault: Vault = {
  seal: locked,
  open: locked,
  indexesOf: locked,
  keys: { sealing: locked, named: locked, all: locked },
  cipher: 'sm4',
}

const nameOf = ({ holder, subject, eventKey }: PersonalRow): string => JSON.stringify([holder, subject, eventKey])

/** Blanks fill it up, so that the length of a sealed value tells next to nothing of the length of a name. */
const BLOCK = 64

const encode = ({ kind, name, idNumber, phone }: PersonalData): Buffer => {
  const bytes = Buffer.from(JSON.stringify([kind, name, idNumber, phone]), 'utf8')
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & (BLOCK - 1), ' ')])
}

/** Written by `encode` alone, and authenticated, so its shape is known. */
const decode = (bytes: Buffer): PersonalData => {
  const [kind, name, idNumber, phone] = JSON.parse(bytes.toString('utf8')) as [
    PersonalData['kind'],
    string,
    string | null,
    string | null,
  ]
  return { kind, name, idNumber, phone }
}
