import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'
import { fault } from '../graphql/fault.ts'

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
  argon2('argon2id', parameters, done),
)

/** The setting that OWASP names first for argon2id: 19 MiB, two passes, one lane; some 40 ms here. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const TAG_LENGTH = 32
const LONGEST_PASSWORD = 1_024
const MOST_AT_ONCE = 32
const HASH = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/u

let running = 0

/** One process derives a bounded number of keys at once, so that a flood of tries cannot take the whole machine. */
async function deriveKey(
  password: string,
  nonce: Buffer,
  cost: { memory: number; passes: number; parallelism: number },
) {
  if (running >= MOST_AT_ONCE) throw fault('UNAVAILABLE')
  running += 1
  try {
    return await derive({ message: Buffer.from(password.normalize('NFKC')), nonce, tagLength: TAG_LENGTH, ...cost })
  } finally {
    running -= 1
  }
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/u, '')

/** Hashes a password with argon2id and a fresh salt; the text says how, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const key = await deriveKey(password, nonce, COST)
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(nonce)}$${base64(key)}`
}

/** The hash of nothing: verified when there is no such account, so that both answers take the same time. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(TAG_LENGTH))}`

/** Whether the password fits; null stands for an unknown account and takes as long as a known one. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const match = HASH.exec(hash ?? NOBODY)
  const [, memory, passes, parallelism, salt = '', key = ''] = match ?? []
  if (match === null || password.length > LONGEST_PASSWORD) return false
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const derived = await deriveKey(password, Buffer.from(salt, 'base64'), cost)
  const expected = Buffer.from(key, 'base64')
  return expected.length === derived.length && timingSafeEqual(expected, derived) && hash !== null
}
