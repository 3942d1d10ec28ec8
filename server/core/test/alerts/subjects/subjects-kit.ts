import { passSubjects } from '../../../src/alerts/subjects/pass-subjects.ts'
import type { StartedClock, SubjectClocks } from '../../../src/alerts/subjects/subject-clocks.ts'
import type { CaseEngine } from '../../../src/cases/engine.ts'
import type { Place } from '../../../src/host.ts'
import type { PluginTransaction } from '../../../src/plugin.ts'
import { openPluginBench } from '../../../src/testing/plugin-bench.ts'
import { recordClocks } from '../../../src/testing/record-clocks.ts'
import { uuidV7 } from '../../../src/uuid.ts'
import { at, local } from '../../clock/fixtures.ts'

type Given = Pick<StartedClock, 'clock'> & Partial<StartedClock>

export const START = at('2018-10-15 10:00')

/** A platform with clocks of records, and a worker that looks when it is told to. */
export const startSubjects = async () => {
  const bench = await openPluginBench([recordClocks])
  const { database, registers, openEngine, declarations } = bench
  const host = bench.hostOf(recordClocks)
  const placeOf = (code: string): Place => {
    const region = registers.current().tree.byCode(code.padEnd(12, '0'))
    if (region === undefined) throw new Error(`There is no region ${code}`)
    return { regionId: region.id, areaCode: region.areaCode, scopeKey: region.scopeKey }
  }
  const engineScope = { mode: 'engine' } as const
  const change = <R>(
    work: (trx: PluginTransaction<unknown>, clocks: SubjectClocks<PluginTransaction<unknown>>) => Promise<R>,
  ) => host.withScope({ mode: 'administration' }, (trx) => work(trx as never, host.clocks as never))
  /** One turn of the worker at an instant; how many clocks were due. */
  const pass = async (when: string): Promise<number> => passBy(await openEngine(), when)
  /** The same with an engine that a process keeps. */
  const passBy = (engine: CaseEngine, when: string): Promise<number> =>
    database.withScope(engineScope, (trx) => passSubjects(trx, engine, declarations.subjectClocks, at(when)))
  return {
    ...bench,
    placeOf,
    change,
    pass,
    passBy,
    /** Starts a clock in Kaifu; gives the id of its record. */
    start: async (given: Given): Promise<string> => {
      const id = given.id ?? uuidV7()
      const whole = {
        id,
        subject: 'records.letter',
        place: placeOf('430105'),
        title: '来信（测试）',
        start: START,
        ...given,
      }
      await change((trx, clocks) => clocks.start(trx, whole as StartedClock))
      return id
    },
    /** 'YELLOW 2018-10-22 10:00:01 ISSUED' for each card of a record, in the order in which they fell due. */
    cards: async (id: string): Promise<readonly string[]> => {
      const rows = await database.withScope(engineScope, (trx) =>
        trx
          .selectFrom('core.alert')
          .selectAll()
          .where('caseId', '=', id)
          .orderBy('dueAt')
          .orderBy('level', 'desc')
          .execute(),
      )
      return rows.map(({ level, dueAt, state }) => `${level} ${local(dueAt)} ${state}`)
    },
    rowOf: (id: string) =>
      database.withScope(engineScope, (trx) =>
        trx.selectFrom('core.clockSubject').selectAll().where('recordId', '=', id).executeTakeFirstOrThrow(),
      ),
    pushed: () =>
      database.withScope(engineScope, (trx) => trx.selectFrom('core.outbox').selectAll().orderBy('id').execute()),
    clear: () =>
      database.withOwner(async (db) => {
        for (const table of ['core.clockSubject', 'core.alert', 'core.outbox', 'core.engineAlert'] as const) {
          await db.deleteFrom(table).execute()
        }
      }),
  }
}

export type SubjectsKit = Awaited<ReturnType<typeof startSubjects>>
