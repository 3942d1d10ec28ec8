import { resolve } from 'node:path'
import { z } from 'zod'

import { passwordFlaw, SHORTEST_PASSWORD } from '../access/sign-in/password-rules.ts'
import { processExpected, processShape, readProcess, type ProcessConfig } from './process-settings.ts'
import { findMisspelling } from './setting-names.ts'
import { readSignIn, signInExpected, signInShape, type SignInConfig } from './sign-in-settings.ts'
import { StartRefused } from './start-refused.ts'
import { readThirdParties, thirdPartyExpected, thirdPartyShape, type ThirdPartyConfig } from './third-party-settings.ts'

const largestPort = 65_535
/** The user name of the first start. */
const ADMIN = 'admin'
/** 网络安全法 art. 21: logs are kept for six months at least. */
const shortestRetentionDays = 184
/** A day: whoever has urged on a card may do so again the next. */
const longestUrgePauseMinutes = 1_440

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= largestPort)
const address = z.string().regex(/^postgres(ql)?:\/\/./)

const shape = z.object({
  PORT: port.default(4300),
  HOST: z
    .string()
    .regex(/^[^\s/]+$/)
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: address.optional(),
  DATABASE_APP_URL: address.optional(),
  DEMO: z.enum(['0', '1']).default('1'),
  ADMIN_PASSWORD: z
    .string()
    .refine((password) => passwordFlaw(password, ADMIN) === null)
    .optional(),
  ...processShape,
  ...signInShape,
  ...thirdPartyShape,
  PERSONAL_KEYS_FILE: z.string().optional(),
  PERSONAL_KEYS: z.string().optional(),
  PERSONAL_CIPHER: z.enum(['sm4', 'aes']).default('sm4'),
  AUDIT_KEY_FILE: z.string().optional(),
  AUDIT_KEY: z.string().optional(),
  AUDIT_RETENTION_DAYS: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((days) => days >= shortestRetentionDays)
    .default(400),
  URGE_PAUSE_MINUTES: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((minutes) => minutes <= longestUrgePauseMinutes)
    .default(30),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
})

const expected: Record<keyof z.infer<typeof shape>, string> = {
  PORT: `a port from 0 to ${largestPort}`,
  HOST: 'a host name or address, such as 127.0.0.1',
  DATA_DIR: 'a folder',
  DATABASE_URL: 'an address like postgresql://user:password@host:5432/database',
  DATABASE_APP_URL: 'an address like postgresql://user:password@host:5432/database',
  DEMO: '1 (demo data) or 0 (real data)',
  ADMIN_PASSWORD: `a password of at least ${SHORTEST_PASSWORD} characters that is not among the first to be guessed`,
  ...processExpected,
  ...signInExpected,
  ...thirdPartyExpected,
  PERSONAL_KEYS_FILE: 'a file',
  PERSONAL_KEYS: 'keys as JSON or as id:base64 joined by commas',
  PERSONAL_CIPHER: 'sm4 (SM4-CTR with HMAC-SM3) or aes (AES-256-GCM)',
  AUDIT_KEY_FILE: 'a file',
  AUDIT_KEY: 'a key of at least 32 characters',
  AUDIT_RETENTION_DAYS: `at least ${shortestRetentionDays} days: 网络安全法 (Cybersecurity Law) art. 21 has logs kept for six months`,
  URGE_PAUSE_MINUTES: `minutes from 0 (no pause) to ${longestUrgePauseMinutes}`,
  LOG_LEVEL: 'one of trace, debug, info, warn, error, fatal, silent',
}

/** What the environment asks for. */
export type Config = SignInConfig &
  ProcessConfig &
  ThirdPartyConfig & {
    readonly port: number
    readonly host: string
    /** Absolute. */
    readonly dataFolder: string
    /** The owner's login; undefined for the embedded database. */
    readonly databaseUrl: string | undefined
    /** The login that serves; made by the owner when undefined. */
    readonly databaseAppUrl: string | undefined
    readonly demo: boolean
    readonly adminPassword: string | undefined
    /** The file of the keys for personal data, absolute; undefined for one in the data folder. */
    readonly personalKeysFile: string | undefined
    /** The keys themselves, in place of a file. */
    readonly personalKeys: string | undefined
    readonly personalCipher: 'sm4' | 'aes'
    /** The file of the key of the audit log, absolute; undefined for one in the data folder. */
    readonly auditKeyFile: string | undefined
    /** The key itself, in place of a file. */
    readonly auditKey: string | undefined
    /** How many days the audit log is kept. */
    readonly auditRetentionDays: number
    /** How many minutes somebody waits before urging on the same card again. */
    readonly urgePauseMinutes: number
    readonly logLevel: z.infer<typeof shape>['LOG_LEVEL']
  }

/**
 * Reads the settings; an empty variable counts as absent. `folder` is what a relative DATA_DIR starts from.
 * Throws StartRefused, one sentence, for a bad value and for a name that looks like a setting misspelt.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const misspelling = findMisspelling(Object.keys(given))
  if (misspelling) throw new StartRefused(`Unknown setting ${misspelling.written}: did you mean ${misspelling.meant}?`)
  const settings = parse(given)
  if (settings.DATABASE_APP_URL !== undefined && settings.DATABASE_URL === undefined) {
    throw new StartRefused('DATABASE_APP_URL is set without DATABASE_URL: give both, or neither.')
  }
  if (settings.PERSONAL_KEYS !== undefined && settings.PERSONAL_KEYS_FILE !== undefined) {
    throw new StartRefused('PERSONAL_KEYS and PERSONAL_KEYS_FILE are both set: give one of them.')
  }
  if (settings.AUDIT_KEY !== undefined && settings.AUDIT_KEY_FILE !== undefined) {
    throw new StartRefused('AUDIT_KEY and AUDIT_KEY_FILE are both set: give one of them.')
  }
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataFolder: resolve(folder, settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    databaseAppUrl: settings.DATABASE_APP_URL,
    demo: settings.DEMO === '1',
    adminPassword: settings.ADMIN_PASSWORD,
    ...readProcess(settings),
    ...readSignIn(settings),
    ...readThirdParties(settings),
    personalKeysFile: settings.PERSONAL_KEYS_FILE && resolve(folder, settings.PERSONAL_KEYS_FILE),
    personalKeys: settings.PERSONAL_KEYS,
    personalCipher: settings.PERSONAL_CIPHER,
    auditKeyFile: settings.AUDIT_KEY_FILE && resolve(folder, settings.AUDIT_KEY_FILE),
    auditKey: settings.AUDIT_KEY,
    auditRetentionDays: settings.AUDIT_RETENTION_DAYS,
    urgePauseMinutes: settings.URGE_PAUSE_MINUTES,
    logLevel: settings.LOG_LEVEL,
  }
}

function parse(given: Record<string, string | undefined>): z.infer<typeof shape> {
  const parsed = shape.safeParse(given)
  if (parsed.success) return parsed.data
  const name = parsed.error.issues[0]?.path[0]
  const setting = shape.keyof().options.find((key) => key === name)
  throw new StartRefused(setting ? `${setting} must be ${expected[setting]}.` : 'The settings cannot be read.')
}
