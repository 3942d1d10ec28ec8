import { afterAll, beforeAll, expect, test } from 'vitest'
import { selectTrails } from '../../src/alerts/lifecycle/trail.ts'
import { takeOverMigrations } from '../../src/alerts/take-over.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { at, local } from '../clock/fixtures.ts'
import { caseOf, event, startCases, type CasesKit } from '../cases/cases-kit.ts'
import { testClock } from '../cases/test-clock.ts'

let kit: CasesKit
beforeAll(async () => {
  kit = await startCases({ clocks: [testClock('INSTANT')] })
})
afterAll(() => kit.close())

const takeOver = () =>
  kit.database.withOwner(async (db) => {
    for (const { up } of Object.values(takeOverMigrations)) await up(db)
  })

test('6.4: an application of before that nobody answered is looked at, and is deemed accepted', async () => {
  await kit.report([event('S', 'SUBMITTED', '2018-10-15 10:00')], '2018-10-15 11:00')
  await kit.report([event('A', 'ACCEPTED', '2018-10-15 10:00')], '2018-10-15 11:00')
  const { caseId } = await caseOf(kit.database, 'S')
  await kit.database.withOwner((db) => db.deleteFrom('core.threshold').where('caseId', '=', caseId).execute())
  const pass = async () => {
    const engine = await kit.openEngine()
    // The migration writes the instant at which it runs.
    const now = new Date(Date.now() + 1_000)
    return kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, now))
  }
  await pass()
  expect(await caseOf(kit.database, 'S'), 'nobody looks at it').toMatchObject({ acceptedAt: null })
  await takeOver()
  await pass()
  expect(await caseOf(kit.database, 'S')).toMatchObject({ caseId, acceptedAt: at('2018-10-15 10:00') })
  expect((await caseOf(kit.database, 'S')).flags).toContain('DEEMED_ACCEPTED')
})

test('6.4: the trail of a card of before begins with what the card itself says', async () => {
  const reach = { lo: 0, hi: Number.MAX_SAFE_INTEGER, organisationId: null, hallId: null }
  const record = await caseOf(kit.database, 'A')
  const trails = async () => {
    const all = await kit.database.withScope({ mode: 'engine' }, (trx) => selectTrails(trx, [record], reach))
    return [...all.values()].flat().map(({ kind, toState, actor, at: when }) => ({ kind, toState, actor, when }))
  }
  await kit.report([event('A', 'CLOSED', '2018-10-25 10:00')], '2018-10-25 11:00')
  const before = await trails()
  await kit.database.withOwner((db) =>
    db.deleteFrom('core.alertStep').where('caseId', '=', record.caseId).where('kind', '=', 'RAISED').execute(),
  )
  const without = await trails()
  expect(without.length).toBeLessThan(before.length)
  await takeOver()
  const [first, ...others] = await trails()
  expect(first).toMatchObject({ kind: 'RAISED', toState: 'ISSUED', actor: 'engine' })
  expect((await trails()).filter(({ kind }) => kind === 'RAISED').map(({ when }) => local(when))).toEqual(
    before.filter(({ kind }) => kind === 'RAISED').map(({ when }) => local(when)),
  )
  expect(others.filter(({ kind }) => kind !== 'RAISED')).toEqual(without)
  await takeOver()
  expect(await trails(), 'once').toHaveLength(before.length)
})
