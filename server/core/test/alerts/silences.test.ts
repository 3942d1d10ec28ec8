import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isSilenced } from '../../src/alerts/silences/silence.ts'
import { selectActiveSilences } from '../../src/alerts/silences/store.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { wholeRange } from '../../src/database/scope.ts'
import type { Principal } from '../../src/graphql/context.ts'
import type { ApiKit } from '../cases/api-kit.ts'
import { principal, startCasesApi } from '../cases/api-kit.ts'
import type { CasesKit } from '../cases/cases-kit.ts'
import { event, JISHOU, startCases } from '../cases/cases-kit.ts'
import { testClock } from '../cases/test-clock.ts'
import { at } from '../clock/fixtures.ts'

let kit: CasesKit
let api: ApiKit
beforeAll(async () => {
  kit = await startCases({ clocks: [testClock('INSTANT')] })
  api = startCasesApi(kit)
  api.setNow('2018-10-24 09:00')
})
afterAll(() => kit.close())

const authority = principal(wholeRange, 'core.read', 'core.decide')
const jishou = principal(JISHOU, 'core.read', 'core.decide')
const SHOWN = 'silence { id region { code } hall { code } reason endsAt endedBy active }'

type Saved = Readonly<Record<string, { readonly code?: string; readonly silence?: { readonly id: string } } | null>>
const save = async (who: Principal, input: object, name: 'saveSilence' | 'endSilence' = 'saveSilence') => {
  const type = name === 'saveSilence' ? 'SaveSilence' : 'EndSilence'
  const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
    ... on ${type}Payload { ${SHOWN} } ... on InputError { code path } } }`
  const { data, codes } = await api.ask<Saved>(who, source, { input })
  return codes[0] ?? data?.[name]
}
const idOf = (saved: unknown): string => (saved as { readonly silence: { readonly id: string } }).silence.id
const local = (when: string) => at(when).toISOString()
const city = { region: '430100000000', reason: '系统迁移', endsAt: local('2018-10-26 09:00') }

describe('a silence', () => {
  test('has a reason and an end within 30 days, which no change puts off beyond them', async () => {
    const refused = (path: string) => ({ code: 'INVALID_INPUT', path: ['input', path] })
    expect(await save(authority, { ...city, reason: ' ' })).toEqual(refused('reason'))
    expect(await save(authority, { ...city, endsAt: local('2018-10-24 09:00') })).toEqual(refused('endsAt'))
    expect(await save(authority, { ...city, endsAt: local('2018-11-23 09:00:01') })).toEqual(refused('endsAt'))
    const made = await save(authority, { ...city, endsAt: local('2018-11-23 09:00') })
    expect(made).toMatchObject({ silence: { active: true, region: { code: '430100000000' }, hall: null } })
    api.setNow('2018-11-01 09:00')
    const later = { id: idOf(made), reason: '仍在迁移', endsAt: local('2018-11-30 09:00') }
    expect(await save(authority, later)).toEqual(refused('endsAt'))
    expect(await save(authority, { ...later, endsAt: local('2018-11-10 09:00') })).toMatchObject({
      silence: { reason: '仍在迁移', active: true },
    })
    expect(await save(authority, { id: idOf(made) }, 'endSilence')).toMatchObject({
      silence: { active: false, endedBy: 'tester' },
    })
    expect(await save(authority, { id: idOf(made) }, 'endSilence')).toMatchObject({ code: 'CONFLICT' })
    api.setNow('2018-10-24 09:00')
  })

  test('the database takes none without an end', async () => {
    const row = { id: '00000000-0000-7000-8000-000000000009', regionId: 1, scopeKey: 0, scopeEnd: 1, reason: 'x' }
    const endless = kit.database.withScope({ mode: 'administration' }, (trx) =>
      trx
        .insertInto('core.silence')
        .values({
          ...row,
          hallId: null,
          organisationId: null,
          clock: null,
          createdAt: at('2018-10-24 09:00'),
          createdBy: 'x',
          endsAt: at('2018-12-24 09:00'),
          endedAt: null,
          endedBy: null,
        })
        .execute(),
    )
    await expect(endless).rejects.toThrow(/check constraint/u)
  })

  test('is made, changed and seen in the own range only, and by who decides', async () => {
    expect(await save(principal(wholeRange, 'core.read', 'core.handle'), city)).toBe('FORBIDDEN')
    expect(await save(jishou, city)).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'region'] })
    const made = await save(authority, city)
    const foreign = await save(jishou, { id: idOf(made) }, 'endSilence')
    expect(foreign).toEqual(await save(jishou, { id: '00000000-0000-7000-8000-00000000dead' }, 'endSilence'))
    const LIST = 'query ($within: RegionCode!) { silences(within: $within, active: true) { total nodes { id } } }'
    expect((await api.ask(authority, LIST, { within: '43' })).data).toEqual({
      silences: { total: 1, nodes: [{ id: idOf(made) }] },
    })
    expect((await api.ask(jishou, LIST, { within: '433101' })).data).toMatchObject({ silences: { total: 0 } })
    expect((await api.ask(jishou, LIST, { within: '43' })).codes).toEqual(['NOT_FOUND'])
  })

  test('holds back messages of its region, hall and clock, and no card', async () => {
    const hall = await save(authority, { ...city, region: '433101000000', hall: 'JS', clock: 'case' })
    expect(hall).toMatchObject({ silence: { hall: { code: 'JS' } } })
    await kit.report(
      [event('A', 'ACCEPTED', '2018-10-15 10:00'), event('J', 'ACCEPTED', '2018-10-15 10:00', { hall: 'JS' })],
      '2018-10-15 11:00',
    )
    const engine = await kit.openEngine()
    const now = at('2018-10-24 10:00:01')
    await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, now))
    const [cards, silences, later] = await kit.database.withScope({ mode: 'engine' }, async (trx) => [
      await trx.selectFrom('core.alert').selectAll().execute(),
      await selectActiveSilences(trx, now),
      await selectActiveSilences(trx, at('2018-10-26 09:00')),
    ])
    expect(cards.map(({ state }) => state)).toEqual(['ISSUED', 'ISSUED', 'ISSUED', 'ISSUED'])
    expect(silences).toHaveLength(2)
    for (const card of cards) {
      expect(isSilenced(silences, card, now)).toBe(true)
      expect(isSilenced(silences, card, at('2018-10-26 09:00'))).toBe(false)
      expect(isSilenced(silences, { ...card, scopeKey: 1 }, now)).toBe(false)
    }
    const ofJishou = cards.find(({ hallId }) => hallId === 3)
    if (ofJishou === undefined) throw new Error('There is no card of 吉首')
    expect(isSilenced(silences, { ...ofJishou, hallId: 9 }, now)).toBe(false)
    expect(isSilenced(silences, { ...ofJishou, clock: 'other' }, now)).toBe(false)
    expect(later).toEqual([])
  })
})
