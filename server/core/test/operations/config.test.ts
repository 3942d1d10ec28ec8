import { describe, expect, it } from 'vitest'

import { readConfig, StartRefused } from '../../src/operations/index.ts'
import { editDistance, settingNames } from '../../src/operations/setting-names.ts'

const read = (environment: Record<string, string>) => readConfig(environment, '/srv/zhikong')

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(read({})).toEqual({
      port: 4300,
      host: '127.0.0.1',
      dataFolder: '/srv/zhikong/data',
      databaseUrl: undefined,
      databaseAppUrl: undefined,
      databaseReplicaUrl: undefined,
      replicaLagSeconds: 5,
      role: 'all',
      demo: true,
      adminPassword: undefined,
      publicUrl: undefined,
      trustedProxies: undefined,
      secondFactor: 'optional',
      oidc: undefined,
      oauth: undefined,
      reachable: { loopback: false },
      smtp: undefined,
      rates: { keys: 6_000, people: 1_200, nobody: 300 },
      personalKeysFile: undefined,
      personalKeys: undefined,
      personalCipher: 'sm4',
      auditKeyFile: undefined,
      auditKey: undefined,
      auditRetentionDays: 400,
      urgePauseMinutes: 30,
      logLevel: 'warn',
    })
  })

  it('takes an empty variable for an absent one', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toEqual(read({}))
  })

  it.each([
    ['PORT', 'seven', 'PORT must be a port from 0 to 65535.'],
    ['PORT', '65536', 'PORT must be a port from 0 to 65535.'],
    ['DEMO', 'yes', 'DEMO must be 1 (demo data) or 0 (real data).'],
    ['PERSONAL_CIPHER', 'des', 'PERSONAL_CIPHER must be sm4 (SM4-CTR with HMAC-SM3) or aes (AES-256-GCM).'],
    [
      'DATABASE_URL',
      'mysql://x/y',
      'DATABASE_URL must be an address like postgresql://user:password@host:5432/database.',
    ],
    [
      'AUDIT_RETENTION_DAYS',
      '183',
      'AUDIT_RETENTION_DAYS must be at least 184 days: 网络安全法 (Cybersecurity Law) art. 21 has logs kept for six months.',
    ],
    ['RATE_PER_MINUTE_KEYS', '0', 'RATE_PER_MINUTE_KEYS must be a number of requests from 1 to 10000000.'],
    [
      'OAUTH_ISSUER',
      'http://login.example',
      'OAUTH_ISSUER must be an https address (http on this machine only), exactly as the tokens name it.',
    ],
    ['OAUTH_AUDIENCE', 'zhikong', 'Taking access tokens needs OAUTH_ISSUER and OAUTH_AUDIENCE: give both.'],
    ['URGE_PAUSE_MINUTES', '1441', 'URGE_PAUSE_MINUTES must be minutes from 0 (no pause) to 1440.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent.'],
    [
      'ADMIN_PASSWORD',
      'short',
      'ADMIN_PASSWORD must be a password of at least 12 characters that is not among the first to be guessed.',
    ],
    [
      'ADMIN_PASSWORD',
      'admin-password',
      'ADMIN_PASSWORD must be a password of at least 12 characters that is not among the first to be guessed.',
    ],
    [
      'PUBLIC_URL',
      'https://a.example/console',
      'PUBLIC_URL must be the address where people reach the platform, without a path, like https://zhikong.example.cn.',
    ],
    [
      'TRUSTED_PROXIES',
      '10.0.0.0/40',
      'TRUSTED_PROXIES must be addresses or ranges joined by commas, like 10.0.0.5,10.1.0.0/16.',
    ],
    ['SECOND_FACTOR', 'sometimes', 'SECOND_FACTOR must be one of optional, administrators, everybody.'],
    [
      'OIDC_ISSUER',
      'http://id.example',
      'OIDC_ISSUER must be an https address (http on this machine only), as the provider writes it.',
    ],
    [
      'OIDC_ISSUER',
      'https://id.example',
      'Signing in by an identity provider needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL: give all four.',
    ],
    ['DATABASE_APP_URL', 'postgresql://a@b/c', 'DATABASE_APP_URL is set without DATABASE_URL: give both, or neither.'],
    ['ROLE', 'web', 'ROLE must be api, worker or all.'],
    ['ROLE', 'api', 'ROLE is api without DATABASE_URL: processes apart need a database that they share.'],
    ['REPLICA_LAG_SECONDS', '0', 'REPLICA_LAG_SECONDS must be a number of seconds from 1 to 999.'],
    [
      'DATABASE_REPLICA_URL',
      'postgresql://a@b/c',
      'DATABASE_REPLICA_URL is set without DATABASE_URL: give both, or neither.',
    ],
  ])('refuses %s=%s with one sentence', (name, value, sentence) => {
    expect(() => read({ [name]: value })).toThrow(new StartRefused(sentence))
  })

  it('never repeats a value that may be a secret', () => {
    expect(() => read({ DATABASE_URL: 'oracle://u:secret@h/d' })).toThrow(/^(?!.*secret)/)
  })

  it.each([
    ['DATADIR', 'DATA_DIR'],
    ['DATABASE_ULR', 'DATABASE_URL'],
    ['ADMIN_PASSWD', 'ADMIN_PASSWORD'],
    ['PROT', 'PORT'],
    ['loglevel', 'LOG_LEVEL'],
  ])('takes %s for a misspelling of %s', (written, meant) => {
    expect(() => read({ [written]: '1' })).toThrow(`Unknown setting ${written}: did you mean ${meant}?`)
  })

  it('leaves the usual environment alone', () => {
    const usual = [
      'HOME',
      'PATH',
      'USER',
      'TERM',
      'TEMP',
      'HOSTNAME',
      'PWD',
      'SHELL',
      'NODE_ENV',
      'npm_config_loglevel',
    ]
    expect(() => read(Object.fromEntries(usual.map((name) => [name, 'x'])))).not.toThrow()
  })
})

describe('editDistance', () => {
  it('counts a swap of neighbours as one slip', () => {
    expect(editDistance('PROT', 'PORT')).toBe(1)
    expect(editDistance('', 'PORT')).toBe(4)
    expect(editDistance('HOME', 'HOST')).toBe(2)
    for (const name of settingNames) expect(editDistance(name, name)).toBe(0)
  })
})
