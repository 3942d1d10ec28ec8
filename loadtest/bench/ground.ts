import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './outcome.ts'

/** How much is measured. */
export type Extent = {
  /** Some minutes for everything, in place of all that the goals ask for. */
  readonly quick: boolean
  readonly rounds: number
  /** Events in all that intake is given. */
  readonly events: number
  /** Connections over which single events come. */
  readonly connections: number
  /** Minutes for which streams are held under load; ten in full unless told. */
  readonly minutes?: number | undefined
  /** Of the data sets whose figures are read, the smallest first. */
  readonly cases: readonly number[]
  /** Events that are imported in one go. */
  readonly imported: number
  /** A folder where data sets are kept from run to run; without one they are loaded each time. */
  readonly keptData?: string | undefined
}

/** Where a run stands: what it may use, and what is taken down after it, however it ends. */
export type Site = {
  /** A folder of its own, removed afterwards. */
  readonly folder: string
  readonly say: (line: string) => void
  /** Aborted when the person at the keyboard has had enough. */
  readonly stopping: AbortSignal
  /** Adds something to be done afterwards; what was added last is done first. */
  readonly afterwards: (end: () => Promise<void> | void) => void
  /** Settings that the product's server is given beside those of the benchmark. */
  readonly serverSettings?: Readonly<Record<string, string>>
}

/** The site of a benchmark. */
export type Ground = Extent & Site

/** A benchmark by its code in the table of goals. */
export type Bench = {
  readonly code: string
  readonly run: (ground: Ground) => Promise<readonly Outcome[]>
}

/** Gives a run its site, and clears it. */
export const onSite = async <Result>(
  say: Site['say'],
  stopping: AbortSignal,
  work: (site: Site) => Promise<Result>,
): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'zk-bench-'))
  const ends: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    return await work({ folder, say, stopping, afterwards: (end) => void ends.push(end) })
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

/** Gives a benchmark its ground, and clears it. */
export const onGround = async <Result>(
  extent: Extent,
  say: Site['say'],
  stopping: AbortSignal,
  work: (ground: Ground) => Promise<Result>,
): Promise<Result> => onSite(say, stopping, (site) => work({ ...extent, ...site }))
