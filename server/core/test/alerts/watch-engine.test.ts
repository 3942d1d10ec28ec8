import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasBacklog } from '../../src/alerts/watch-backlog.ts'
import { selectSilentSources } from '../../src/alerts/watch-sources.ts'
import { ENGINE_CLOCK } from '../../src/alerts/engine-clock.ts'
import { passSubjects } from '../../src/alerts/subjects/pass-subjects.ts'
import { watchEngine } from '../../src/alerts/watch-engine.ts'
import { passThresholds } from '../../src/alerts/watch.ts'
import { at } from '../clock/fixtures.ts'
import type { CasesKit } from '../cases/cases-kit.ts'
import { clear, event, startCases } from '../cases/cases-kit.ts'

let kit: CasesKit

beforeAll(async () => {
  kit = await startCases()
})
beforeEach(async () => {
  await clear(kit.database)
  await kit.database.withScope({ mode: 'engine' }, async (trx) => {
    for (const table of ['source_day', 'clock_subject', 'engine_alert']) {
      await sql`delete from ${sql.id('core', table)}`.execute(trx)
    }
  })
})
afterAll(() => kit.close())

const DAYS = ['15', '16', '17', '18', '19', '22', '23', '24', '25', '26'].map((day) => `2018-10-${day}`)

describe('a backlog of thresholds', () => {
  test('is seen a minute after a card fell due that nobody raised, and gone when it is', async () => {
    await kit.report([event('A', 'ACCEPTED', '2018-10-15 10:00')], '2018-10-15 10:00')
    const engine = await kit.openEngine()
    const seen = (when: string) =>
      kit.database.withScope({ mode: 'engine' }, (trx) => hasBacklog(trx, engine.calendars, at(when)))
    expect(await seen('2018-10-16 10:00')).toBe(false)
    expect(await seen('2018-11-30 10:00')).toBe(true)
    await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at('2018-11-30 10:00')))
    expect(await seen('2018-11-30 10:00')).toBe(false)
  })
})

describe('a source that reports every working day', () => {
  const silentAt = async (when: string) => {
    const { calendars } = await kit.openEngine()
    const [calendar] = calendars.all
    if (calendar === undefined) throw new Error('There is no calendar.')
    const silent = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      selectSilentSources(trx, calendar, at(when)),
    )
    return silent.map(({ code }) => code)
  }

  test('is told of once a whole working day has passed without a word of it', async () => {
    for (const [index, day] of DAYS.entries()) {
      await kit.report([event(`A${index}`, 'SUBMITTED', `${day} 10:00`)], `${day} 10:00`)
    }
    expect(await silentAt('2018-10-29 16:00')).toEqual([])
    expect(await silentAt('2018-10-30 09:00')).toHaveLength(1)
    await kit.report([event('B', 'SUBMITTED', '2018-10-30 10:00')], '2018-10-30 10:00')
    expect(await silentAt('2018-10-30 16:00')).toEqual([])
  })

  test('is not made a usual one by a file of former cases', async () => {
    for (const [index, day] of DAYS.entries()) {
      await kit.report([event(`A${index}`, 'SUBMITTED', `${day} 10:00`)], `${day} 10:00`, { historical: true })
    }
    expect(await silentAt('2018-10-30 09:00')).toEqual([])
  })
})

describe('what is wrong with the platform', () => {
  const look = async (when: string) => {
    const engine = await kit.openEngine()
    await kit.database.withScope({ mode: 'engine' }, async (trx) => {
      await watchEngine(trx, engine, at(when))
      await passSubjects(trx, engine, [ENGINE_CLOCK], at(when))
    })
    const cards = await kit.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.alert').selectAll().where('clock', '=', 'engine').orderBy('dueAt').execute(),
    )
    return cards.map(({ subject, title, level, regionId, endedAt }) => ({
      subject,
      title,
      level,
      regionId,
      over: endedAt !== null,
    }))
  }

  test('becomes a card in the region of a source that fell silent, once, red when it lasts, and is over when it speaks', async () => {
    for (const [index, day] of DAYS.entries()) {
      await kit.report(
        [event(`A${index}`, 'SUBMITTED', `${day} 10:00`), event(`A${index}`, 'WITHDRAWN', `${day} 10:00`)],
        `${day} 10:00`,
      )
    }
    expect(await look('2018-10-29 16:00')).toEqual([])
    expect(await look('2018-10-30 09:00')).toEqual([])
    const [yellow, ...none] = await look('2018-10-30 09:01')
    expect(yellow).toMatchObject({ subject: 'core.source', level: 'YELLOW', over: false })
    expect(none).toEqual([])
    expect(await look('2018-10-30 09:02')).toHaveLength(1)
    expect((await look('2018-10-31 10:00')).map(({ level }) => level)).toEqual(['YELLOW', 'RED'])
    await kit.report([event('B', 'SUBMITTED', '2018-10-31 10:05')], '2018-10-31 10:05')
    expect((await look('2018-10-31 10:06')).map(({ over }) => over)).toEqual([true, true])
  })

  test('becomes a card of the province for a backlog, and another one when it comes again', async () => {
    await kit.report([event('A', 'ACCEPTED', '2018-10-15 10:00')], '2018-10-15 10:00')
    await look('2018-11-30 10:00')
    expect(await look('2018-11-30 10:01')).toEqual([
      expect.objectContaining({ subject: 'core.platform', title: 'THRESHOLD_BACKLOG thresholds', over: false }),
    ])
    const engine = await kit.openEngine()
    await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at('2018-11-30 10:02')))
    expect((await look('2018-11-30 10:02')).map(({ over }) => over)).toEqual([true])
    await kit.report([event('B', 'ACCEPTED', '2018-11-30 10:00')], '2018-11-30 10:02')
    await look('2019-01-30 10:00')
    expect((await look('2019-01-30 10:01')).filter(({ over }) => !over)).toHaveLength(1)
  })
})
