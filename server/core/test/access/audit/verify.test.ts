import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leafOf, toInstantText, type StoredEntry } from '../../../src/access/audit/stored-entry.ts'
import { NO_SEAL, rootOf, sealOf, type AuditKeys } from '../../../src/access/audit/seal.ts'
import { sayFinding } from '../../../src/access/audit/verify/finding.ts'
import { openSealedLog, takeOver, type SealedLog } from './sealed-log.ts'

const OTHER_KEY: AuditKeys = [Buffer.from('a key that somebody else has made up')]

let sealed: SealedLog
let log: Awaited<ReturnType<typeof takeOver>>
beforeAll(async () => {
  sealed = await openSealedLog(5)
})
afterAll(() => sealed.close())
beforeEach(async () => {
  log = await takeOver(sealed)
})
afterEach(() => log.undo())

describe('verifying the log', () => {
  test('finds nothing in one that nobody touched', async () => {
    expect(await log.verify({ heads: true })).toEqual([])
  })

  test.each([
    ['at', "'2026-03-01'::timestamptz"],
    ['at', "at + interval '1 microsecond'"],
    ['actor_kind', "'key'"],
    ['actor_id', "'b'"],
    ['actor_name', "'somebody else'"],
    ['address', "'192.0.2.2'"],
    ['request_id', "'s'"],
    ['action', "'core.hall.seen'"],
    ['subject_type', "'Window'"],
    ['subject_id', "'x'"],
    ['scope_key', '-1'],
    ['reason', "'a reason'"],
    ['outcome', "'REFUSED'"],
    ['content', "content || ' '"],
  ])('finds a changed %s (%s) and says where', async (column, value) => {
    await log.tamper(`update core.audit_entry set ${column} = ${value} where id = 10`)
    expect(await log.verify()).toEqual([{ kind: 'ENTRY_CHANGED', entry: 10, seal: 3 }])
  })

  test('finds a changed entry whose hash was changed along', async () => {
    await log.tamper("update core.audit_entry set action = 'core.hall.seen' where id = 10")
    await log.tamper(`update core.audit_seal_item set leaf = '${'0'.repeat(64)}' where entry_id = 10`)
    expect(await log.verify()).toContainEqual({ kind: 'ENTRY_CHANGED', entry: 10, seal: 3 })
    await log.tamper(`update core.audit_seal_item set leaf = '${await leafOfEntry(10)}' where entry_id = 10`)
    expect(await log.verify()).toEqual([{ kind: 'ENTRIES_REORDERED', seal: 3 }])
  })

  test('finds a changed hash', async () => {
    await log.tamper(`update core.audit_seal_item set leaf = '${'0'.repeat(64)}' where entry_id = 10`)
    expect(await log.verify()).toEqual([{ kind: 'LEAF_CHANGED', entry: 10, seal: 3 }])
  })

  test('finds an entry that is gone', async () => {
    await log.tamper('delete from core.audit_entry where id = 6')
    expect(await log.verify()).toEqual([{ kind: 'ENTRY_MISSING', entry: 6, seal: 2 }])
    await log.tamper('delete from core.audit_seal_item where entry_id = 6')
    expect(await log.verify()).toEqual([{ kind: 'PLACES_MISSING', seal: 2, places: 1 }])
  })

  test('finds an entry that is gone before it was sealed', async () => {
    await log.tamper('delete from core.audit_entry where id = 21')
    expect(await log.verify()).toEqual([{ kind: 'ENTRY_MISSING', entry: 21, seal: null }])
  })

  test('finds entries that were exchanged', async () => {
    await log.tamper('update core.audit_seal_item set position = 9 where entry_id = 5')
    await log.tamper('update core.audit_seal_item set position = 0 where entry_id = 6')
    await log.tamper('update core.audit_seal_item set position = 1 where entry_id = 5')
    expect(await log.verify()).toEqual([{ kind: 'ENTRIES_REORDERED', seal: 2 }])
  })

  test('finds an entry that was added past the platform', async () => {
    await log.tamper(copyOf(2, { id: 900, at: "'2026-03-02 01:00:10'" }))
    expect(await log.verify()).toEqual([{ kind: 'ENTRY_ADDED', entry: 900 }])
  })

  test('finds an old entry that was given to the platform to seal', async () => {
    await log.tamper(copyOf(2, { id: 900, at: "'2026-02-02 01:00:10'" }))
    await log.tamper('insert into core.audit_pending overriding system value values (900)')
    await log.seal(new Date('2026-03-02T02:00:00Z'))
    expect(await log.verify()).toEqual([{ kind: 'ENTRY_BACKDATED', entry: 900, seal: 6 }])
  })

  test('finds a seal that is gone with its entries, and alone', async () => {
    await log.tamper('delete from core.audit_entry where id between 9 and 12')
    await log.tamper('delete from core.audit_seal_item where seal_number = 3')
    await log.tamper('delete from core.audit_seal where number = 3')
    expect(await log.verify()).toEqual([{ kind: 'SEAL_MISSING', from: 3, to: 3 }])
    await log.tamper('delete from core.audit_seal where number = 5')
    expect(await log.verify()).toEqual([
      { kind: 'SEAL_MISSING', from: 3, to: 3 },
      { kind: 'SEAL_MISSING', from: 5, to: 5 },
    ])
  })

  test('finds the seals and places that are gone while their entries stay', async () => {
    await log.tamper('delete from core.audit_seal_item where seal_number = 5')
    await log.tamper('delete from core.audit_seal where number = 5')
    const added = [17, 18, 19, 20].map((entry) => ({ kind: 'ENTRY_ADDED', entry }))
    expect(await log.verify()).toEqual(added)
  })

  test.each(['at', 'entries', 'root', 'previous', 'seal'])('finds a seal with another %s', async (column) => {
    const other = { at: 'now()', entries: '3' }[column] ?? `'${'1'.repeat(64)}'`
    await log.tamper(`update core.audit_seal set ${column} = ${other} where number = 3`)
    expect(await log.verify()).toContainEqual({ kind: 'SEAL_FORGED', from: 3, to: 3 })
  })

  test('finds a chain that does not hold, though each seal fits the key', async () => {
    const content = { number: 4, at: '2026-03-02T01:00:45.000000Z', entries: 4, root: await rootOfSeal(4) }
    const [key] = [Buffer.from('the key of the log in these tests')]
    const seal = sealOf(key, { ...content, previous: NO_SEAL })
    await log.tamper(`update core.audit_seal set previous = '${NO_SEAL}', seal = '${seal}' where number = 4`)
    expect(await log.verify()).toEqual([
      { kind: 'CHAIN_BROKEN', seal: 4 },
      { kind: 'CHAIN_BROKEN', seal: 5 },
    ])
  })

  test('finds a cut-off end by the heads outside of the database', async () => {
    await log.tamper('delete from core.audit_entry where id > 12')
    await log.tamper('delete from core.audit_pending')
    await log.tamper('delete from core.audit_seal_item where seal_number > 3')
    await log.tamper('delete from core.audit_seal where number > 3')
    expect(await log.verify()).toEqual([])
    expect(await log.verify({ heads: true })).toEqual([{ kind: 'TAIL_CUT', from: 4, to: 5 }])
  })

  test('finds an emptied log by the heads', async () => {
    await log.tamper('truncate core.audit_entry, core.audit_pending, core.audit_seal_item, core.audit_seal')
    expect(await log.verify({ heads: true })).toEqual([{ kind: 'TAIL_CUT', from: 1, to: 5 }])
  })

  test('finds a chain that was written anew without the key', async () => {
    await forgeChain()
    expect(await log.verify({ heads: true })).toEqual([
      { kind: 'WRONG_KEY', seals: 5 },
      { kind: 'HEAD_DIFFERS', from: 1, to: 5 },
    ])
    expect(await log.verify()).toEqual([{ kind: 'WRONG_KEY', seals: 5 }])
  })

  test('finds where a chain was written anew from', async () => {
    await forgeChain(3)
    expect(await log.verify()).toEqual([{ kind: 'SEAL_FORGED', from: 3, to: 5 }])
  })

  test('says that the key is another', async () => {
    expect(await log.verify({ keys: OTHER_KEY, heads: true })).toEqual([{ kind: 'WRONG_KEY', seals: 5 }])
  })

  test('follows a chain over a change of keys', async () => {
    const [old] = [Buffer.from('the key of the log in these tests')]
    const keys: AuditKeys = [...OTHER_KEY, old]
    await log.seal(new Date('2026-03-02T02:00:00Z'), keys)
    expect(await log.verify({ keys, heads: true })).toEqual([])
    expect(await log.verify({ keys: OTHER_KEY })).toEqual([{ kind: 'SEAL_FORGED', from: 1, to: 5 }])
  })

  test('finds a beginning that was taken away, even when it is called the end of its retention', async () => {
    await log.tamper('delete from core.audit_entry where id <= 4')
    await log.tamper(`insert into core.audit_trim (number, seal, at, proof)
      select 1, seal, now(), '${NO_SEAL}' from core.audit_seal where number = 1`)
    await log.tamper('delete from core.audit_seal_item where seal_number = 1')
    await log.tamper('delete from core.audit_seal where number = 1')
    expect(await log.verify()).toEqual([{ kind: 'TRIM_FORGED', seal: 1 }])
  })
})

test('every finding has words in both languages', () => {
  const { 'zh-CN': zh, en } = sayFinding({ kind: 'SEAL_FORGED', from: 3, to: 5 })
  expect([zh, en]).toEqual(['封存 3–5 不是用本日志的密钥制作的。', 'Seals 3–5: not made with the key of the log.'])
})

const COLUMNS =
  'actor_kind, actor_id, actor_name, address, request_id, action, subject_type, subject_id, scope_key, reason, outcome, content'

const copyOf = (id: number, to: { readonly id: number; readonly at: string }) =>
  `insert into core.audit_entry (id, at, ${COLUMNS})
    select ${to.id}, ${to.at}, ${COLUMNS} from core.audit_entry where id = ${id}`

async function leafOfEntry(id: number): Promise<string> {
  const row = await log.trx.selectFrom('core.auditEntry').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const entry: StoredEntry = { ...row, at: toInstantText(row.at) }
  return leafOf(entry)
}

async function rootOfSeal(number: number): Promise<string> {
  const items = log.trx.selectFrom('core.auditSealItem').select('leaf').where('sealNumber', '=', number)
  return rootOf((await items.orderBy('position').execute()).map(({ leaf }) => leaf))
}

/** What somebody with the owner's login and without the key can do best. */
async function forgeChain(from = 1): Promise<void> {
  let previous = from === 1 ? NO_SEAL : (sealed.heads[from - 2]?.seal ?? '')
  for (const { number, at, entries } of sealed.heads.slice(from - 1)) {
    const root = await rootOfSeal(number)
    const seal = sealOf(OTHER_KEY[0], { number, at, entries, root, previous })
    await log.tamper(`update core.audit_seal set previous = '${previous}', seal = '${seal}' where number = ${number}`)
    previous = seal
  }
}
