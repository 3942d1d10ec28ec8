import { afterAll, beforeAll, expect, test } from 'vitest'
import { escalateDue } from '../../../src/alerts/escalation/escalate.ts'
import type { Principal } from '../../../src/graphql/context.ts'
import { at } from '../../clock/fixtures.ts'
import type { SubjectsKit } from '../subjects/subjects-kit.ts'
import { startSubjects } from '../subjects/subjects-kit.ts'

let kit: SubjectsKit
beforeAll(async () => {
  kit = await startSubjects()
})
afterAll(() => kit.end())

const engineScope = { mode: 'engine' } as const
const told = async () => (await kit.pushed()).map(({ kind, level }) => `${kind} ${level}`)

const take = async (who: Principal, name: 'appealAlert' | 'decideAppeal', input: object) => {
  const type = name === 'appealAlert' ? 'AppealAlert' : 'DecideAppeal'
  const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
    ... on ${type}Payload { results { problem { code } alert { state } } } ... on InputError { code } } }`
  const { data } = await kit.ask(source, { input }, who)
  return (data as Record<string, unknown> | null)?.[name]
}

test('a card about a record goes up, is appealed against and revoked, and its next round comes at once', async () => {
  await kit.clear()
  const id = await kit.start({ clock: 'complaint', due: at('2018-10-22 10:00') })
  await kit.pass('2018-10-22 10:00:01')
  const engine = { ...(await kit.openEngine()), subjectClocks: kit.declarations.subjectClocks }
  await kit.database.withScope(engineScope, (trx) => escalateDue(trx, engine, at('2018-10-23 10:00:02')))
  expect((await told()).slice(2).toSorted()).toEqual([
    'records.card.escalated WARNING',
    'records.card.escalated YELLOW',
  ])
  const [yellow] = await kit.database.withScope(engineScope, (trx) =>
    trx.selectFrom('core.alert').select(['alertId', 'escalation']).where('level', '=', 'YELLOW').execute(),
  )
  expect(yellow?.escalation).toBe('HALL')

  const ids = [yellow?.alertId]
  const unit = kit.principal('43', 'core.read', 'records.handle')
  const authority = { ...kit.principal('43', 'core.read', 'core.decide'), id: 'somebody else' }
  const appealed = await take(unit, 'appealAlert', { ids, reason: '期限登记有误' })
  expect(appealed).toMatchObject({ results: [{ problem: null, alert: { state: 'APPEALED' } }] })
  await kit.change((trx, clocks) =>
    clocks.change(trx, { clock: 'complaint', id }, { terms: { due: at('2018-10-23 10:00') } }),
  )
  await kit.pass('2018-10-24 10:00')
  expect((await kit.cards(id)).filter((card) => card.startsWith('YELLOW'))).toHaveLength(1)
  const decided = await take(authority, 'decideAppeal', { ids, outcome: 'REVOKED', reason: '属实' })
  expect(decided).toMatchObject({ results: [{ problem: null, alert: { state: 'REVOKED' } }] })
  expect((await told()).at(-1)).toBe('records.card.revoked YELLOW')
  await kit.pass('2018-10-24 10:00:01')
  expect((await kit.cards(id)).filter((card) => card.startsWith('YELLOW'))).toEqual([
    'YELLOW 2018-10-22 10:00:01 REVOKED',
    'YELLOW 2018-10-23 10:00:01 ISSUED',
  ])
})
