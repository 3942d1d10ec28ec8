import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readKeyFile, writeKeyFile } from '../../../src/access/personal/key-file.ts'
import type { KeyRing } from '../../../src/access/personal/key-ring.ts'
import { writeKeyRing } from '../../../src/access/personal/key-ring.ts'
import type { KeyPlace } from '../../../src/access/personal/open-vault.ts'
import { openVault } from '../../../src/access/personal/open-vault.ts'
import { createPersonalRecords } from '../../../src/access/personal/personal-records.ts'
import { countSealed, resealAll } from '../../../src/access/personal/rotate.ts'
import type { Vault } from '../../../src/access/personal/vault.ts'
import { createEngineSource } from '../../../src/cases/engine-source.ts'
import { reportEvents } from '../../../src/cases/report.ts'
import type { ReportedWithApplicant } from '../../../src/cases/reported-event.ts'
import { wholeRange } from '../../../src/database/scope.ts'
import { at } from '../../clock/fixtures.ts'
import type { CasesKit } from '../../cases/cases-kit.ts'
import { clear, event, startCases } from '../../cases/cases-kit.ts'
import { testClock, testMeasures } from '../../cases/test-clock.ts'
import { keyA, keyB, testKey } from './test-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'zhikong-rotation-'))
let kit: CasesKit
beforeAll(async () => {
  kit = await startCases()
})
beforeEach(async () => {
  await clear(kit.database)
  await kit.database.withOwner((db) => sql`truncate core.personal_record, core.personal_key`.execute(db))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await kit.close()
})

const place = (over: Partial<KeyPlace> = {}): KeyPlace => ({
  dataFolder: folder,
  personalKeys: undefined,
  personalKeysFile: undefined,
  personalCipher: 'sm4',
  ...over,
})
const told: string[] = []
const open = (over: Partial<KeyPlace>) => openVault(kit.database, place(over), (sentence) => void told.push(sentence))
const openWith = (ring: KeyRing) => open({ personalKeys: writeKeyRing(ring) })

/** A server of its own with a vault. */
const reporter = (vault: Vault) => {
  const openEngine = createEngineSource(
    kit.database,
    kit.registers,
    { caseMeasures: testMeasures, clocks: [testClock()] },
    vault,
  )
  const options = { range: wholeRange, now: at('2018-10-16 12:00'), historical: false }
  return (events: readonly ReportedWithApplicant[]) => reportEvents(kit.database, openEngine, events, options)
}
const applied = (number: number) => ({
  ...event(`N${number}`, 'ACCEPTED', '2018-10-15 10:00'),
  applicant: { name: '张某某', phone: `1990000${String(number).padStart(4, '0')}` },
})
const parked = (number: number) => ({ ...applied(number), hall: null, matter: null })
const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => applied(from + index))
const found = (vault: Vault, number: number) =>
  kit.database.withScope({ mode: 'reader', ...wholeRange }, (trx) =>
    createPersonalRecords(vault).find(
      trx,
      { ...wholeRange, organisationId: null, hallId: null },
      'APPLICANT',
      { what: 'phone', value: applied(number).applicant.phone },
      9,
    ),
  )
const reseal = (
  vault: Vault,
  signal = new AbortController().signal,
  onDone: (more: number) => void = () => undefined,
) => resealAll(kit.database, vault, { onDone, signal })

describe('a start', () => {
  test('without keys makes a file of its own once, readable by its owner alone, and says so', async () => {
    told.length = 0
    const file = join(folder, 'personal-keys.json')
    await open({})
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(told).toEqual([expect.stringContaining('Keep a copy')])
    const made = readKeyFile(file)
    await open({})
    expect(readKeyFile(file)).toEqual(made)
    expect(told).toHaveLength(1)
    rmSync(file)
  })

  test('is refused while something is sealed under a key that is not there, and makes no other', async () => {
    await reporter(await openWith([keyA]))([applied(1)])
    await expect(openWith([keyB])).rejects.toThrow('sealed under the key "a", which PERSONAL_KEYS does not hold')
    await expect(open({})).rejects.toThrow('sealed under the key "a"')
    expect(existsSync(join(folder, 'personal-keys.json'))).toBe(false)
    await openWith([keyB, keyA])
  })

  test('is refused for parked events, too, and not for a key that sealed nothing', async () => {
    await openWith([keyB])
    await reporter(await openWith([keyA]))([parked(1)])
    await expect(openWith([keyB])).rejects.toThrow('sealed under the key "a"')
  })

  test('is refused for another key of the same name', async () => {
    await openWith([keyA])
    await expect(openWith([testKey('a', 9)])).rejects.toThrow('is not the one that sealed')
  })

  test('is refused for a file that is named and not there', async () => {
    await expect(open({ personalKeysFile: join(folder, 'gone.json') })).rejects.toThrow('is not there')
  })
})

describe('a rotation', () => {
  test('seals everything again while a server runs, and look-ups work throughout', async () => {
    const personalKeysFile = join(folder, 'rotated.json')
    writeKeyFile(personalKeysFile, [keyA])
    const serving = await open({ personalKeysFile })
    const report = reporter(serving)
    await report([...many(0, 600), parked(9_000)])
    writeKeyFile(personalKeysFile, [keyB, keyA])
    const command = await open({ personalKeysFile })
    const progress: number[] = []
    const rotating = reseal(command, undefined, (more) => void progress.push(more))
    for (let number = 0; number < 600; number += 60) {
      expect(await found(serving, number)).toHaveLength(1)
      await report([applied(1_000 + number)])
    }
    await rotating
    await reseal(command)
    expect(progress.reduce((sum, more) => sum + more, 0)).toBeGreaterThanOrEqual(601)
    const counts = await countSealed(kit.database)
    expect([...counts.keys()]).toEqual(['b'])
    expect(counts.get('b')).toBe(611)
    const alone = await openWith([keyB])
    expect(await found(alone, 599)).toHaveLength(1)
    expect((await reporter(alone)([applied(3)]))[0]).toMatchObject({ status: 'DUPLICATE' })
    expect((await reporter(alone)([parked(9_000)]))[0]).toMatchObject({ status: 'PARKED' })
  })

  test('that was stopped goes on where it was', async () => {
    await reporter(await openWith([keyA]))(many(0, 700))
    const vault = await openWith([keyB, keyA])
    const stopping = new AbortController()
    await expect(reseal(vault, stopping.signal, () => stopping.abort())).rejects.toThrow('aborted')
    expect(Object.fromEntries(await countSealed(kit.database))).toEqual({ a: 200, b: 500 })
    expect(await reseal(vault)).toEqual({ done: 200, broken: 0 })
  })

  test('leaves what is damaged, and counts it', async () => {
    await reporter(await openWith([keyA]))(many(0, 3))
    await kit.database.withOwner((db) =>
      sql`update core.personal_record set sealed = sealed || '\\x00' where subject like '%N1'`.execute(db),
    )
    expect(await reseal(await openWith([keyB, keyA]))).toEqual({ done: 2, broken: 1 })
    await expect(openWith([keyB])).rejects.toThrow('sealed under the key "a"')
  })

  test('seals the secrets of authenticator apps again, too', async () => {
    const id = '00000000-0000-4000-8000-000000000001'
    const { createSecretBox } = await import('../../../src/access/sign-in/secret-box.ts')
    const secret = createSecretBox(await openWith([keyA])).seal(id, 'JBSWY3DP')
    await kit.database.withOwner(async (db) => {
      await sql`insert into core.account (id, username, password_hash, display_name, region_id, lo, hi, created_at)
        values (${id}, 'rotation', '', '', 1, 0, 1, now())`.execute(db)
      await sql`insert into core.second_factor (account_id, secret, created_at) values (${id}, ${secret}, now())`.execute(
        db,
      )
    })
    const vault = await openWith([keyB, keyA])
    expect((await reseal(vault)).done).toBe(1)
    const row = await kit.database.withScope({ mode: 'administration' }, (trx) =>
      trx.selectFrom('core.secondFactor').select('secret').executeTakeFirstOrThrow(),
    )
    expect(createSecretBox(await openWith([keyB])).open(id, row.secret)).toBe('JBSWY3DP')
  })
})
