import { createAccount, createApiKey, declare, prepareData } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'

import { regionNamed, regionsOf } from '../../src/cli/granting.ts'
import { plugins } from '../../src/plugins.ts'
import { buildConsole, consoleState } from '../../src/process/console-build.ts'
import { freePort, startMain } from '../started-process.ts'
import { callerOf, saveAll, type Ask } from './api-caller.ts'
import { layCable } from './cable.ts'
import { halls, matters, organisations, password, people, regions, windows } from './registers.ts'
import { expected, hoursFromNow, reportedCases } from './reported-cases.ts'
import type { EventInput } from './reported-cases.ts'

const stopMs = 15_000

type EventAnswer = { readonly status: string; readonly caseId: string | null; readonly error: unknown }

/** Settings of the server by their names in the environment. */
export type Settings = Readonly<Record<string, string>>

/** Makes settings, once it is known where a browser will find the console. */
export type SettingsFor = (url: string) => Settings | Promise<Settings>

/** The server as it is started, over a database of its own, with some cases. */
export type ConsoleUnderTest = {
  /** Where a browser finds it; the way there can be cut. */
  readonly url: string
  cut(): void
  mend(): void
  /** Reports events as a third party does, past the cable; gives the case of each. Throws when one is not stored. */
  report(events: readonly EventInput[]): Promise<readonly string[]>
  /** Asks the API as a system that may do everything. */
  readonly ask: Ask
  /** Kills the server without a word. */
  kill(): Promise<void>
  /** Starts it again on the same port, with these settings beside its own. */
  startAgain(settings?: Settings): Promise<void>
  end(): Promise<void>
}

/** Starts everything that the tests in a browser need. `end()` it in `afterAll`. */
export async function startConsole(settingsFor: SettingsFor = () => ({})): Promise<ConsoleUnderTest> {
  const { fresh, sources } = consoleState()
  if (!fresh) await buildConsole(sources, new AbortController().signal)
  const declarations = declare(plugins)
  const {
    database,
    url: databaseUrl,
    close,
  } = await createTestDatabase({
    plugins: declarations.migrations.filter(({ name }) => name !== 'core'),
    seed: { name: 'prepared', fill: (empty) => prepareData(empty) },
  })
  const tree = await regionsOf(database)
  const permissions = Object.keys(declarations.permissions)
  for (const { username, name, region, roles } of Object.values(people)) {
    if (username === people.founder.username) continue
    await createAccount(database, {
      username,
      password,
      displayName: name,
      region: regionNamed(tree, region),
      roles,
    })
  }
  const { key } = await createApiKey(database, {
    name: 'test desk',
    region: regionNamed(tree, regions.hunan.code),
    permissions,
  })

  const port = await freePort()
  const cable = await layCable(port)
  const own = { PORT: String(port), DATABASE_URL: databaseUrl, DEMO: '0', ADMIN_PASSWORD: password }
  const settings = { ...own, ...(await settingsFor(cable.url)) }
  let server = startMain(settings)
  const ask = callerOf(await server.ready(), key)
  const report = async (input: readonly EventInput[]): Promise<readonly string[]> => {
    const query = `mutation Report($input: [CaseEventInput!]!) {
      reported: reportCaseEvents(input: $input) { results { status caseId error { code message path } } }
    }`
    const { reported } = (await ask(query, { input })) as { reported: { results: readonly EventAnswer[] } }
    return reported.results.map(({ status, caseId, error }) => {
      if (status !== 'STORED' || caseId === null) throw new Error(`${status}: ${JSON.stringify(error)}`)
      return caseId
    })
  }
  await saveAll(ask, [
    { mutation: 'saveOrganisation', input: 'SaveOrganisationInput', items: organisations },
    { mutation: 'saveHall', input: 'SaveHallInput', items: Object.values(halls) },
    { mutation: 'saveWindow', input: 'SaveWindowInput', items: windows },
    { mutation: 'saveMatter', input: 'SaveMatterInput', items: Object.values(matters) },
  ])
  await report(reportedCases())
  await untilCounted(ask, expected.hunan.accepted)
  return {
    url: cable.url,
    cut: cable.cut,
    mend: cable.mend,
    report,
    ask,
    kill: async () => void (await server.stop('SIGKILL', stopMs)),
    startAgain: async (more = {}) => {
      server = startMain({ ...settings, ...more })
      await server.ready()
    },
    end: async () => {
      await cable.close()
      await server.stop('SIGINT', stopMs)
      await close()
    },
  }
}

/** Waits until the totals hold what was reported. */
async function untilCounted(ask: ReturnType<typeof callerOf>, accepted: number): Promise<void> {
  const query = `query Counted($from: Date!, $to: Date!) {
    rollup(region: "43", indicator: "cases-accepted", from: $from, to: $to) { total { value } }
  }`
  const [from, to] = [hoursFromNow(-24 * 40).slice(0, 10), hoursFromNow(24 * 2).slice(0, 10)]
  for (const end = performance.now() + 20_000; ;) {
    const { rollup } = (await ask(query, { from, to })) as { rollup: { total: { value: number } } }
    if (rollup.total.value === accepted) return
    if (performance.now() > end) throw new Error(`${rollup.total.value} cases were counted instead of ${accepted}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
