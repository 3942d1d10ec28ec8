import { passSubjects } from '../alerts/subjects/pass-subjects.ts'
import type { ReportedWithApplicant } from '../cases/reported-event.ts'
import { reportEvents } from '../cases/report.ts'
import { declare } from '../compose.ts'
import { foldDeltas } from '../indicators/fold.ts'
import type { Platform } from '../platform.ts'
import { openPlatform } from '../platform.ts'
import type { AnyPlugin } from '../plugin.ts'
import { prepareData } from '../prepare.ts'
import type { Drafts } from '../registers/save/index.ts'
import { OPERATOR, saveRegister } from '../registers/save/index.ts'
import type { RegisterKind } from '../registers/tables.ts'
import { createTestDatabase } from './database.ts'
import { testVault } from './vault.ts'

/** A platform over a database of its own, with a clock that tests set and no workers running. */
export type TestPlatform = Platform & {
  /** As `DATABASE_URL` takes it. */
  readonly url: string
  /** From now on it is this instant. */
  readonly setNow: (now: Date | string) => void
  /** Saves register items; throws what is wrong with them. */
  readonly save: <Kind extends RegisterKind>(kind: Kind, drafts: readonly Drafts[Kind][]) => Promise<void>
  /** Takes events over the whole province and answers the status of each. */
  readonly report: (events: readonly ReportedWithApplicant[], historical?: boolean) => Promise<readonly string[]>
  /** Looks at the clocks of records, as the engine does every second, and raises what is due. */
  readonly passClocks: () => Promise<void>
  /** Folds all deltas. */
  readonly fold: () => Promise<void>
  readonly end: () => Promise<void>
}

/** Opens a platform with some plugins; the regions of Hunan, channels and calendars are there. */
export const openTestPlatform = async (plugins: readonly AnyPlugin[]): Promise<TestPlatform> => {
  const declarations = declare(plugins)
  const { database, url, close } = await createTestDatabase({
    plugins,
    seed: { name: 'prepared', fill: (fresh) => prepareData(fresh) },
  })
  let now = new Date()
  const onError = (error: unknown): void => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  }
  const platform = await openPlatform({
    database,
    declarations,
    onError,
    clock: { now: () => Promise.resolve(now) },
    vault: testVault,
  })
  return {
    ...platform,
    url,
    setNow: (instant) => {
      now = new Date(instant)
    },
    save: async (kind, drafts) => {
      const host = {
        administer: <T>(work: Parameters<typeof database.withScope<T>>[1]) =>
          database.withScope({ mode: 'administration' }, work),
        registers: platform.registers,
      }
      const report = await saveRegister(host, kind, drafts, {
        actor: OPERATOR,
        origin: 'ENTRY',
        today: now.toISOString().slice(0, 10),
      })
      if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems))
    },
    report: async (events, historical = false) => {
      const range = { lo: 0, hi: Number.MAX_SAFE_INTEGER }
      const results = await reportEvents(database, platform.openEngine, events, { range, now, historical })
      return results.map(({ status }) => status)
    },
    passClocks: async () => {
      const engine = await platform.openEngine()
      const pass = (): Promise<number> =>
        database.withScope({ mode: 'engine' }, (trx) => passSubjects(trx, engine, declarations.subjectClocks, now))
      while ((await pass()) > 0);
    },
    fold: async () => {
      while ((await database.withScope({ mode: 'engine' }, foldDeltas)) > 0);
    },
    end: async () => {
      await platform.close()
      await close()
    },
  }
}
