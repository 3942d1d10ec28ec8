import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAudit, WHOLE_PLATFORM, type Actor, type AuditEntry } from '../../../src/access/audit/record.ts'
import { sealPending } from '../../../src/access/audit/seal-pending.ts'
import { openPluginBench, type PluginBench } from '../../../src/testing/plugin-bench.ts'
import { KEYS } from './sealed-log.ts'

const LI: Actor = { kind: 'account', id: 'id-li', name: 'li', address: '192.0.2.1', requestId: 'r1' }
const DESK: Actor = { kind: 'key', id: 'id-desk', name: 'Desk', address: '192.0.2.2', requestId: 'r2' }
const CHANGSHA = 430_100_000_000 * 16
const XIANGXI = 433_100_000_000 * 16

let bench: PluginBench
beforeAll(async () => {
  bench = await openPluginBench([])
  const write = (actor: Actor, entry: AuditEntry, at: string) =>
    bench.database.withScope({ mode: 'administration' }, (trx) => recordAudit(trx, actor, entry, new Date(at)))
  const hall = { type: 'Hall', id: 'H_1' }
  const before = { name: 'A', seat: 1 }
  await write(
    LI,
    { action: 'core.hall.saved', subject: hall, scopeKey: CHANGSHA, before, after: { name: 'B', seat: 1, end: null } },
    '2026-03-02T01:00:00Z',
  )
  await write(DESK, { action: 'core.key.created', subject: null, scopeKey: CHANGSHA }, '2026-03-02T02:00:00Z')
  const refused = { action: 'core.person.signed-in', subject: null, outcome: 'REFUSED', reason: 'locked' } as const
  await write(LI, { ...refused, scopeKey: WHOLE_PLATFORM }, '2026-03-02T03:00:00Z')
  await bench.database.withScope({ mode: 'engine' }, (trx) =>
    sealPending(trx, KEYS, new Date('2026-03-02T03:00:05.000Z')),
  )
  await write(LI, { action: 'core.hall.saved', subject: hall, scopeKey: XIANGXI }, '2026-03-02T04:00:00Z')
})
afterAll(() => bench.end())

const ENTRIES = `query ($within: RegionCode, $filter: AuditFilter, $first: Int, $after: String) {
  auditEntries(within: $within, filter: $filter, first: $first, after: $after) {
    total pageInfo { hasNextPage endCursor } nodes { id } } }`

type Answer = { auditEntries: { total: number; pageInfo: { endCursor: string }; nodes: { id: string }[] } }

async function idsFor(region: string, variables: Record<string, unknown> = {}): Promise<string[]> {
  const { data } = await bench.ask(ENTRIES, variables, bench.principal(region, 'core.audit'))
  return (data as Answer).auditEntries.nodes.map(({ id }) => id)
}

describe('asking for the audit log', () => {
  test('an entry tells who did what to what, and what differs', async () => {
    const source = `{ auditEntries(filter: { to: "2026-03-02T10:00:00+08:00" }) { nodes {
      at actor { kind id name } address requestId action subject { type id } changes { field before after }
      reason outcome seal } } }`
    const { data } = await bench.ask(source, {}, bench.principal('43', 'core.audit'))
    expect(data).toEqual({
      auditEntries: {
        nodes: [
          {
            at: '2026-03-02T01:00:00.000Z',
            actor: { kind: 'ACCOUNT', id: 'id-li', name: 'li' },
            address: '192.0.2.1',
            requestId: 'r1',
            action: 'core.hall.saved',
            subject: { type: 'Hall', id: 'H_1' },
            changes: [{ field: 'name', before: 'A', after: 'B' }],
            reason: null,
            outcome: 'DONE',
            seal: 1,
          },
        ],
      },
    })
  })

  test('comes newest first, in pages', async () => {
    expect(await idsFor('43')).toEqual(['4', '3', '2', '1'])
    const ask = (after: string | null) =>
      bench.ask(ENTRIES, { first: 2, after }, bench.principal('43', 'core.audit')).then(({ data }) => data as Answer)
    const { auditEntries: page } = await ask(null)
    expect(page).toMatchObject({ total: 4, pageInfo: { hasNextPage: true }, nodes: [{ id: '4' }, { id: '3' }] })
    const { auditEntries: next } = await ask(page.pageInfo.endCursor)
    expect(next).toMatchObject({ total: 4, pageInfo: { hasNextPage: false }, nodes: [{ id: '2' }, { id: '1' }] })
  })

  test('shows the own range only, and a region within it', async () => {
    expect(await idsFor('4301')).toEqual(['2', '1'])
    expect(await idsFor('43', { within: '433100000000' })).toEqual(['4'])
    const foreign = await bench.ask(ENTRIES, { within: '433100000000' }, bench.principal('4301', 'core.audit'))
    const unknown = await bench.ask(ENTRIES, { within: '990000000000' }, bench.principal('4301', 'core.audit'))
    expect([foreign.codes, unknown.codes]).toEqual([['NOT_FOUND'], ['NOT_FOUND']])
  })

  test('shows nothing to whoever is bound to an organisation or a hall', async () => {
    const bound = { ...bench.principal('43', 'core.audit'), hallId: 1 }
    const { data } = await bench.ask(ENTRIES, {}, bound)
    expect(data).toMatchObject({ auditEntries: { total: 0, nodes: [] } })
  })

  test.each([
    [{ actor: 'li' }, ['4', '3', '1']],
    [{ actor: 'id-desk' }, ['2']],
    [{ actor: 'l%' }, []],
    [{ action: 'core.hall.saved' }, ['4', '1']],
    [{ action: 'core.' }, ['4', '3', '2', '1']],
    [{ action: 'core_' }, []],
    [{ subject: 'H_1' }, ['4', '1']],
    [{ subject: 'H%' }, []],
    [{ from: '2026-03-02T02:00:00Z', to: '2026-03-02T04:00:00Z' }, ['3', '2']],
    [{ actor: 'li', from: '2026-03-02T02:00:00Z' }, ['4', '3']],
  ])('takes a filter as it is written: %j', async (filter, ids) => {
    expect(await idsFor('43', { filter })).toEqual(ids)
  })

  test.each([['!'], [Buffer.from('["2026-03-02T04:00:00.000Z","1;"]').toString('base64url')]])(
    'refuses the cursor %s',
    async (after) => {
      const { codes } = await bench.ask(ENTRIES, { after }, bench.principal('43', 'core.audit'))
      expect(codes).toEqual(['INVALID_INPUT'])
    },
  )

  test('is for those who may audit', async () => {
    expect((await bench.ask(ENTRIES)).codes).toEqual(['UNAUTHENTICATED'])
    const administrator = bench.principal('43', 'core.administer', 'core.authorise')
    expect((await bench.ask(ENTRIES, {}, administrator)).codes).toEqual(['FORBIDDEN'])
    expect((await bench.ask('{ auditState { entries } }', {}, administrator)).codes).toEqual(['FORBIDDEN'])
  })

  test('says how it stands', async () => {
    const source = '{ auditState { entries sealed lastSealAt lastSealNumber lastSeal retentionDays } }'
    const lastSeal = expect.stringMatching(/^[\da-f]{64}$/u)
    const seal = { lastSealAt: '2026-03-02T03:00:05.000Z', lastSealNumber: 1, lastSeal, retentionDays: 400 }
    const { data } = await bench.ask(source, {}, bench.principal('43', 'core.audit'))
    expect(data).toEqual({ auditState: { entries: 4, sealed: 3, ...seal } })
    const city = await bench.ask(source, {}, bench.principal('4301', 'core.audit'))
    expect(city.data).toEqual({ auditState: { entries: 2, sealed: 2, ...seal } })
  })
})
