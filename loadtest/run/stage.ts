import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localDate, readTrustedDocuments } from '@zhikong/core'
import { checkout, demoMatters } from '@zhikong/server'
import type { Child } from '../bench/child.ts'
import { openDatabase } from '../bench/database.ts'
import type { Site } from '../bench/ground.ts'
import { settingsOn, startProcess } from '../bench/product.ts'
import { loadInto } from '../data/load-data-set.ts'
import { openProduct } from '../data/open-product.ts'
import type { Plan } from '../k6/plan.ts'
import { CannotRun } from './cannot-run.ts'
import { makePeople, PASSWORD } from './make-people.ts'
import { makeSystems } from './make-systems.ts'

/** A server with made-up data, and what k6 must know of it. */
export type Stage = {
  readonly server: Child
  /** Of PostgreSQL. */
  readonly postmaster: number
  readonly plan: Omit<Plan, 'extent'>
  /** A key that reads the whole province. */
  readonly readerKey: string
}

/** How much the stage holds. */
export type StageSize = { readonly cases: number; readonly people: number }

/** Of the demo's registers: two days that never stop. */
const TWO_DAY_MATTER = 'demo-two-days'
const MATTERS = 10

/** Loads made-up cases, makes people and keys, and starts the server as `pnpm start` does. @throws CannotRun */
export const setStage = async (site: Site, size: StageSize): Promise<Stage> => {
  const database = await openDatabase(site, 4)
  const { readerKey, ...content } = await fill(site, database.url, size)
  site.say('Starting the server …')
  const settings = {
    ...settingsOn(site, database),
    PORT: '0',
    RATE_PER_MINUTE_PEOPLE: '10000000',
    RATE_PER_MINUTE_NOBODY: '10000000',
    TRUSTED_PROXIES: '127.0.0.1',
  }
  const server = await startProcess(site, 'server/app/src/start.ts', settings).catch((error: unknown) => {
    throw new CannotRun(`The server does not start. ${error instanceof Error ? error.message : String(error)}`)
  })
  const plan = { url: server.url, documents: consoleDocuments(), password: PASSWORD, ...content }
  return { server, postmaster: database.postmaster, plan, readerKey }
}

type Content = Pick<Plan, 'people' | 'reporters' | 'matters' | 'twoDayMatter' | 'today'> & Pick<Stage, 'readerKey'>

const fill = async ({ say, stopping }: Site, url: string, { cases, people }: StageSize): Promise<Content> => {
  say(`Loading the registers and ${cases} made-up cases …`)
  const { platform, close } = await openProduct({ url })
  try {
    let tenth = 0
    const onProgress = (progress: { readonly cases: number }): void => {
      const done = Math.floor((progress.cases / cases) * 10)
      if (done > tenth) say(`  ${done * 10} %`)
      tenth = done
    }
    await loadInto(platform, { cases }, { onProgress, signal: stopping })
    const today = localDate(await platform.clock.now())
    const matters = (await demoMatters()).slice(0, MATTERS).map(({ draft }) => draft.code)
    const systems = await makeSystems(platform)
    return { people: await makePeople(platform, people), ...systems, matters, twoDayMatter: TWO_DAY_MATTER, today }
  } finally {
    await close()
  }
}

const consoleDocuments = (): Plan['documents'] => {
  const manifest = readFileSync(join(checkout, 'web/app/build/trusted-documents.json'), 'utf8')
  const named = [...readTrustedDocuments(manifest)].map(([documentId, text]) => {
    const name = /^\s*(\w+\s+\w+)/.exec(text)?.[1] ?? documentId
    return [name, { documentId }] as const
  })
  return Object.fromEntries(named)
}
