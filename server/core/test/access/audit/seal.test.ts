import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendHead, readHeads } from '../../../src/access/audit/heads.ts'
import { readAuditKeys, readOrMakeAuditKeys } from '../../../src/access/audit/keys.ts'
import { leafHash, merkleRoot } from '../../../src/access/audit/merkle.ts'
import { recordAudit } from '../../../src/access/audit/record.ts'
import { sealPending } from '../../../src/access/audit/seal-pending.ts'
import { sealAll, startSealer } from '../../../src/access/audit/sealer.ts'
import { trimLog } from '../../../src/access/audit/trim-log.ts'
import { StartRefused } from '../../../src/operations/start-refused.ts'
import { ACTOR, DAY, KEYS, openSealedLog, takeOver, type SealedLog } from './sealed-log.ts'

const sm3 = (...parts: readonly Uint8Array[]) => createHash('sm3').update(Buffer.concat(parts)).digest()
const later = new Date('2026-03-02T02:00:00Z')

describe('the tree', () => {
  test('is hashed with SM3 as the standard gives it', () => {
    expect(sm3(Buffer.from('abc')).toString('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    )
  })

  test('keeps leaves and nodes apart and splits at the largest power of two', () => {
    const leaves = ['a', 'b', 'c', 'd', 'e'].map((text) => leafHash(Buffer.from(text)))
    const [a, b, c, d, e] = leaves as [Buffer, Buffer, Buffer, Buffer, Buffer]
    const node = (left: Uint8Array, right: Uint8Array) => sm3(Buffer.of(1), left, right)
    expect(a).toEqual(sm3(Buffer.of(0), Buffer.from('a')))
    expect(merkleRoot([a])).toEqual(a)
    expect(merkleRoot(leaves)).toEqual(node(node(node(a, b), node(c, d)), e))
    expect(() => merkleRoot([])).toThrow(RangeError)
  })
})

describe('sealing', () => {
  let sealed: SealedLog
  beforeAll(async () => {
    sealed = await openSealedLog(0)
  })
  afterAll(() => sealed.close())

  test('loses no entry whose transaction ends after one that began later', async () => {
    const { database } = sealed
    const begun = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const slow = database.withScope({ mode: 'administration' }, async (trx) => {
      await recordAudit(trx, ACTOR, { action: 'slow', subject: null, scopeKey: 7 }, DAY)
      begun.resolve()
      await mayEnd.promise
    })
    await begun.promise
    await sealed.write('quick', DAY)
    const first = await database.withScope({ mode: 'engine' }, (trx) => sealPending(trx, KEYS, later))
    mayEnd.resolve()
    await slow
    const second = await database.withScope({ mode: 'engine' }, (trx) => sealPending(trx, KEYS, later))
    expect([first?.entries, second?.entries]).toEqual([2, 1])
    const log = await takeOver(sealed)
    const [slowOne] = await log.trx
      .selectFrom('core.auditEntry')
      .innerJoin('core.auditSealItem', 'entryId', 'id')
      .select(['action', 'sealNumber'])
      .where('action', '=', 'slow')
      .execute()
    expect(slowOne).toEqual({ action: 'slow', sealNumber: 2 })
    expect(await log.verify()).toEqual([])
    await log.undo()
  })

  test('goes on until nothing waits, and hands every head on', async () => {
    const { database } = sealed
    const heads: number[] = []
    await sealed.write('one more', later)
    const onSealed = async ({ number }: { readonly number: number }) => void heads.push(number)
    const services = { database, clock: { now: async () => later } }
    expect(await sealAll(services, { keys: KEYS, retentionDays: 400, onSealed })).toBe(1)
    expect(await sealAll(services, { keys: KEYS, retentionDays: 400, onSealed })).toBe(0)
    expect(heads).toEqual([3])
  })
})

test('of several processes one seals, and the next goes on when it ends', async () => {
  const sealed = await openSealedLog(0)
  const services = { database: sealed.database, clock: { now: async () => later } }
  const heads: string[] = []
  const errors: unknown[] = []
  const start = (name: string) =>
    startSealer(
      services,
      {
        keys: KEYS,
        retentionDays: 400,
        onSealed: async ({ number }) => void heads.push(`${name} ${number}`),
      },
      (error) => errors.push(error),
    )
  const first = start('first')
  await expect.poll(() => heads).toEqual(['first 1'])
  const second = start('second')
  await sealed.write('one more', later)
  await first.close()
  await expect.poll(() => heads).toEqual(['first 1', 'second 2'])
  await second.close()
  expect(errors).toEqual([])
  await sealed.close()
})

describe('the end of the retention', () => {
  test('takes whole seals only, notes the last of them, and is itself in the log', async () => {
    const sealed = await openSealedLog(3)
    const { database, close, heads } = sealed
    const trim = (now: string) =>
      database.withOwner((owner) => trimLog(owner, { keys: KEYS, retentionDays: 184 }, new Date(now)))
    expect(await trim('2026-09-02T01:00:14Z')).toBeUndefined()
    // Seals were made at 01:00:15, :25 and :35.
    expect(await trim('2026-09-02T01:00:26Z')).toEqual({ seals: 2, entries: 8, upTo: 2 })
    expect(await trim('2026-09-02T01:00:27Z')).toBeUndefined()
    const log = await takeOver(sealed)
    expect(await log.verify({ heads: true })).toEqual([])
    const left = await log.trx.selectFrom('core.auditEntry').select(['id', 'action', 'content']).orderBy('id').execute()
    expect(left.map(({ id }) => id)).toEqual([9, 10, 11, 12, 13, 14])
    expect(left.at(-1)).toMatchObject({
      action: 'core.audit.trimmed',
      content: '{"before":null,"after":{"seals":2,"entries":8,"upTo":2}}',
    })
    await log.tamper('update core.audit_trim set number = 1')
    expect(await log.verify()).toContainEqual({ kind: 'TRIM_FORGED', seal: 1 })
    await log.undo()
    expect(heads).toHaveLength(3)
    await close()
  })

  test('leaves a log that goes on with the next number when everything is past it', async () => {
    const sealed = await openSealedLog(2)
    const now = new Date('2028-01-01T00:00:00Z')
    await sealed.database.withOwner((owner) => trimLog(owner, { keys: KEYS, retentionDays: 400 }, now))
    const head = await sealed.database.withScope({ mode: 'engine' }, (trx) => sealPending(trx, KEYS, now))
    expect(head).toMatchObject({ number: 3, entries: 2 })
    const log = await takeOver(sealed)
    expect(await log.verify({ heads: true })).toEqual([])
    await log.undo()
    await sealed.close()
  })
})

describe('outside of the database', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('a key is made once, for its owner only', async () => {
    await expect(readAuditKeys({ dataFolder: folder })).rejects.toThrow(/cannot be read/u)
    const [made] = await readOrMakeAuditKeys({ dataFolder: folder })
    expect(made).toHaveLength(64)
    expect((await stat(join(folder, 'audit-key'))).mode & 0o777).toBe(0o600)
    expect(await readOrMakeAuditKeys({ dataFolder: folder })).toEqual([made])
    expect(await readAuditKeys({ dataFolder: folder })).toEqual([made])
  })

  test('a key is taken from the environment or a file, the newest first', async () => {
    const [one, two] = ['1'.repeat(32), '2'.repeat(32)]
    expect(await readAuditKeys({ auditKey: one, dataFolder: folder })).toEqual([Buffer.from(one)])
    const auditKeyFile = join(folder, 'keys')
    await writeFile(auditKeyFile, `${two}\r\n\n${one}\n`)
    expect(await readAuditKeys({ auditKeyFile, dataFolder: folder })).toEqual([Buffer.from(two), Buffer.from(one)])
  })

  test('a key that is short or not there is refused', async () => {
    await expect(readAuditKeys({ auditKey: 'short', dataFolder: folder })).rejects.toThrow(StartRefused)
    await expect(readAuditKeys({ auditKeyFile: join(folder, 'none'), dataFolder: folder })).rejects.toThrow(
      /cannot be read/u,
    )
  })

  test('heads are read back per database; a line cut off at the end by a crash is passed over', async () => {
    const file = join(folder, 'heads.log')
    const head = { number: 1, at: '2026-03-02T01:00:00.000000Z', entries: 1, seal: 'ab' }
    await appendHead(file, 'one', head)
    await appendHead(file, 'other', head)
    await appendHead(file, 'one', { ...head, number: 2 })
    await writeFile(file, `${await readFile(file, 'utf8')}{"database":"one","num`)
    expect(await numbersIn(file)).toEqual([1, 2])
    await writeFile(file, `${await readFile(file, 'utf8')}\n{}\n`)
    await expect(numbersIn(file)).rejects.toThrow(/Line 4 of/u)
  })
})

async function numbersIn(file: string): Promise<readonly number[]> {
  const numbers: number[] = []
  for await (const { number } of readHeads(file, 'one')) numbers.push(number)
  return numbers
}
