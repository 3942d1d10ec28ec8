import { setTimeout as delay } from 'node:timers/promises'
import { checkRollups, listApiKeys } from '@zhikong/core'
import { efficiency } from '@zhikong/efficiency'
import { openTestPlatform } from '@zhikong/core/testing'
import type { TestPlatform } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ensureDemoAccounts } from '../../src/demo/demo-accounts.ts'
import { DEMO_PEOPLE } from '../../src/demo/demo-people.ts'
import { eventsOfDay } from '../../src/demo/demo-day.ts'
import { demoMatters } from '../../src/demo/demo-matters.ts'
import { hallCode } from '../../src/demo/demo-registers.ts'
import { makeWorld } from '../../src/demo/demo-world.ts'
import { DEMO_SEED, loadDemo } from '../../src/demo/load-demo.ts'
import { demoMigrations } from '../../src/demo/migrations.ts'
import { startSimulator } from '../../src/demo/simulator.ts'

const NOW = '2026-03-11T10:20:30+08:00'
const SCALE = 0.01
const words = { 'zh-CN': '演示', en: 'Demo' }

let platform: TestPlatform
beforeAll(async () => {
  platform = await openTestPlatform([
    efficiency,
    { name: demoMigrations.name, title: words, clauses: [], permissions: {}, migrations: demoMigrations.migrations },
  ])
  platform.setNow(NOW)
})
afterAll(() => platform.end())

const count = (query: string): Promise<number> =>
  platform.database.withScope({ mode: 'engine' }, async (trx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(query)}`.execute(trx)
    return rows[0]?.n ?? 0
  })

describe('the demo', () => {
  it('is the same for the same seed and day, and another for another', async () => {
    const { tree } = await platform.registers.snapshot()
    const calendar = (await platform.openEngine()).calendars.forPlace(tree.roots[0]?.scopeKey ?? 0)
    const world = makeWorld(DEMO_SEED, tree, new Set(tree.all.slice(0, 900).map(hallCode)), await demoMatters())
    const dayOf = (seed: number, day: string) => eventsOfDay(seed, world, calendar, day, 0.1)
    expect(dayOf(1, '2026-03-09')).toEqual(dayOf(1, '2026-03-09'))
    expect(dayOf(2, '2026-03-09')).not.toEqual(dayOf(1, '2026-03-09'))
    expect(dayOf(1, '2026-03-08').length).toBeLessThan(dayOf(1, '2026-03-09').length / 3)
  })

  it('can be stopped while it loads, and goes on where it was', async () => {
    const stopping = new AbortController()
    const onProgress = (share: number): void => (share > 0.4 ? stopping.abort() : undefined)
    expect(await loadDemo(platform, { scale: SCALE, onProgress, signal: stopping.signal })).toBeUndefined()
    const before = await count('core."case"')
    expect(before).toBeGreaterThan(500)
    platform.setNow(new Date(new Date(NOW).getTime() + 60_000))
    const shares: number[] = []
    expect(await loadDemo(platform, { scale: SCALE, onProgress: (share) => shares.push(share) })).toBeDefined()
    expect(shares.at(-1)).toBe(1)
    const after = await count('core."case"')
    expect(after).toBeGreaterThan(1_700)
    expect(after).toBeLessThan(2_300)
    await loadDemo(platform, { scale: SCALE })
    expect(await count('core."case"')).toBe(after)
  })

  it('has leads and records of accountability in all states, made up and said so, loaded once', async () => {
    const records = 'efficiency.accountability_record'
    for (const state of ['OPEN', 'HEARD', 'DECIDED', 'CARRIED_OUT', 'CLOSED', 'WITHDRAWN']) {
      expect(await count(`${records} where state = '${state}'`)).toBeGreaterThan(0)
    }
    const leads = 'efficiency.accountability_lead'
    expect(await count(`${leads} where state = 'PROPOSED'`)).toBeGreaterThan(0)
    expect(await count(`${leads} where state = 'CONFIRMED'`)).toBeGreaterThan(0)
    expect(await count(`${leads} where words not like '演示数据%'`)).toBe(0)
    expect(await count(`${records} where ground not like '演示数据%' or decided_at > '${NOW}'`)).toBe(0)
    const before = [await count(records), await count(leads), await count('efficiency.accountability_step')]
    for (const { load } of platform.demos) await load(() => undefined)
    expect([await count(records), await count(leads), await count('efficiency.accountability_step')]).toEqual(before)
    expect(await count(`demo.progress where plugins_loaded ~ '\\mefficiency\\M'`)).toBe(1)
  })

  it('says of every case that it is made up, and pushes nothing of the past', async () => {
    expect(await count(`core."case" where source <> 'demo'`)).toBe(0)
    expect(await count(`core."case" where flags like '%LATE_RECORDED%'`)).toBe(0)
    expect(await count(`core.outbox where topic <> 'EVENT'`)).toBe(0)
    expect(await count('core.alert where not historical')).toBe(0)
  })

  it('has cases on all five levels and of every kind', async () => {
    const levels = 'core."case" c join core.region r on r.id = c.region_id where r.level ='
    for (const level of ['PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE']) {
      expect(await count(`${levels} '${level}'`)).toBeGreaterThan(0)
    }
    for (const state of ['ACCEPTED', 'CLOSED', 'RETURNED']) {
      expect(await count(`core."case" where state = '${state}'`)).toBeGreaterThan(0)
    }
    const { index, tree } = await platform.registers.snapshot()
    const townships = tree.all.filter(({ level }) => level === 'TOWNSHIP')
    expect(townships.filter((region) => index.hallsSeatedIn(region.id).length === 0)).toEqual([])
  })

  it('adds up from village to province', async () => {
    await platform.fold()
    const { checked, mismatches } = await checkRollups(platform, '430000000000', {
      from: '2025-11-01',
      to: '2026-04-01',
    })
    expect(mismatches).toEqual([])
    expect(checked).toBeGreaterThan(100_000)
  })

  it('goes on live, with cards to be seen within minutes', async () => {
    const demo = await loadDemo(platform, { scale: SCALE })
    if (demo === undefined) throw new Error('The demo was stopped.')
    const simulator = startSimulator(platform, demo, (error) => expect.unreachable(String(error)))
    try {
      const start = demo.until.getTime()
      for (let minute = 1; minute <= 6; minute += 1) {
        platform.setNow(new Date(start + minute * 60_000))
        await delay(1_200)
      }
    } finally {
      await simulator.stop()
    }
    expect(
      await count(`core."case" c join core.matter m on m.id = c.matter_id where m.code = 'demo-minutes'`),
    ).toBeGreaterThan(80)
    expect(await count(`core.outbox where topic = 'COMPLETION'`)).toBeGreaterThan(50)
    // A minute that was skipped closes late cases before their card; whoever is warned of waits for the worker.
    expect(await count(`core.threshold`)).toBeGreaterThan(0)
    expect(await count(`core."case" where closed_late and external_id like '%-M%'`)).toBeGreaterThan(0)
  })

  it('has an account for each kind of user, made once, and one key that works', async () => {
    const first = await ensureDemoAccounts(platform)
    const second = await ensureDemoAccounts(platform)
    expect(second.usernames).toEqual(DEMO_PEOPLE.map(({ username }) => username))
    const held = await platform.database.withScope({ mode: 'administration' }, (trx) =>
      trx.selectFrom('core.roleGrant').select(['role', 'organisationId', 'hallId']).execute(),
    )
    expect(held.map(({ role }) => role).sort()).toEqual(
      DEMO_PEOPLE.flatMap(({ roles }) => roles.map(({ role }) => role)).sort(),
    )
    for (const { role, organisationId, hallId } of held) {
      expect([role, organisationId !== null, hallId !== null]).toEqual([
        role,
        role === 'DEPARTMENT',
        role === 'WINDOW_STAFF',
      ])
    }
    expect(second.key).not.toBe(first.key)
    expect((await listApiKeys(platform.database)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1)
  })
})
