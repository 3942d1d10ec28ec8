import type { Transaction } from 'kysely'
import type { CaseEngine } from '../cases/engine.ts'
import type { CoreTables } from '../database/tables.ts'
import type { Place } from '../host.ts'
import type { Region } from '../registers/region.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import { uuidOf } from '../uuid.ts'
import { watchFailures } from './failures/watch-failures.ts'
import { closeEngineAlert, openEngineAlert } from './engine-alerts.ts'
import { ENGINE_CLOCK, TROUBLES } from './engine-clock.ts'
import { subjectClocks } from './subjects/subject-clocks.ts'
import { hasBacklog } from './watch-backlog.ts'
import { watchCalendars } from './watch-calendars.ts'
import type { SilentSource } from './watch-sources.ts'
import { selectSilentSources } from './watch-sources.ts'

type Trx = Transaction<CoreTables>

/** The code of the alert about the engine that says that due cards are not issued. */
export const THRESHOLD_BACKLOG = 'THRESHOLD_BACKLOG'

/** Something that is wrong now. The same trouble has the same id while it lasts, and another when it comes again. */
type Trouble = {
  readonly id: string
  readonly subject: string
  readonly title: string
  readonly place: Place
  readonly since: Date
}

/**
 * Looks at the platform itself: calendars, thresholds, sources. What is wrong runs on the clock of the engine, so that
 * somebody is told, takes it on and answers; what is right again is closed. Level-triggered.
 */
export const watchEngine = async (trx: Trx, engine: CaseEngine, now: Date): Promise<void> => {
  const { calendars, registers } = engine
  await watchCalendars(trx, calendars, now)
  await watchFailures(trx, now)
  if (await hasBacklog(trx, calendars, now)) await openEngineAlert(trx, THRESHOLD_BACKLOG, 'thresholds', {}, now)
  else await closeEngineAlert(trx, THRESHOLD_BACKLOG, 'thresholds', now)
  const province = registers.tree.all.find(({ parentId }) => parentId === null)
  if (province === undefined) return
  const silent = await selectSilentSources(trx, calendars.forPlace(province.scopeKey), now)
  const present = [
    ...(await platformTroubles(trx, province)),
    ...silent.map((source) => sourceTrouble(source, registers.tree, province, now)),
  ]
  await keepUp(trx, present, now)
}

/** What is open among the alerts about the engine: the business of the province. */
const platformTroubles = async (trx: Trx, province: Region): Promise<readonly Trouble[]> => {
  const open = await trx.selectFrom('core.engineAlert').selectAll().where('closedAt', 'is', null).execute()
  return open.map(({ code, subject, openedAt }) => ({
    id: uuidOf(`${code} ${subject} ${openedAt.toISOString()}`),
    subject: TROUBLES.platform,
    title: `${code} ${subject}`,
    place: placeOf(province),
    since: openedAt,
  }))
}

/** A silent source is told in the region to which it belongs. */
const sourceTrouble = (
  { code, lo, hi, since }: SilentSource,
  tree: RegionTree,
  province: Region,
  now: Date,
): Trouble => ({
  id: uuidOf(`${code} ${since}`),
  subject: TROUBLES.source,
  title: code,
  place: placeOf(tree.all.find(({ scopeKey, scopeEnd }) => scopeKey === lo && scopeEnd === hi) ?? province),
  since: now,
})

const placeOf = ({ id, code, scopeKey }: Region): Place => ({
  regionId: id,
  areaCode: Number(code.slice(0, 6)),
  scopeKey,
})

/** Starts the clock of each trouble that is new, and closes those of what is over. */
const keepUp = async (trx: Trx, present: readonly Trouble[], now: Date): Promise<void> => {
  const clock = ENGINE_CLOCK.code
  const running = await trx
    .selectFrom('core.clockSubject')
    .select('recordId')
    .where('clock', '=', clock)
    .where('closedAt', 'is', null)
    .execute()
  const known = new Set(running.map(({ recordId }) => recordId))
  const wanted = new Set(present.map(({ id }) => id))
  for (const { since, ...trouble } of present) {
    if (!known.has(trouble.id)) await subjectClocks.start(trx, { ...trouble, clock, start: since, due: since })
  }
  for (const id of known) if (!wanted.has(id)) await subjectClocks.close(trx, { clock, id }, now)
}
