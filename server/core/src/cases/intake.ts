import type { Transaction } from 'kysely'
import { isSamePerson } from '../access/personal/personal-data.ts'
import { localDate } from '../clock/local-time.ts'
import type { Database } from '../database/database.ts'
import type { CoreTables } from '../database/tables.ts'
import type { ScopeRange } from '../graphql/context.ts'
import type { InputProblem } from '../graphql/errors.ts'
import { isProblem, problem } from '../graphql/errors.ts'
import { readApplicants } from './applicants.ts'
import { encodeCaseId } from './case-id.ts'
import type { Dossier } from './dossier.ts'
import { identityOf } from './dossier.ts'
import type { CaseEngine, OpenEngine } from './engine.ts'
import type { CaseIdentity } from './event.ts'
import { lockGroups, parkEvents, selectParked, unpark } from './parking.ts'
import type { ParkedEvent } from './parking.ts'
import type { EventResult, ReportedWithApplicant } from './reported-event.ts'
import type { ResolvedEvent } from './resolve.ts'
import { placeWindow, resolveEvent } from './resolve.ts'
import { claimSources, noteReporting } from './sources.ts'
import { claimKeys, lockCases, selectEvents, selectKeys } from './store.ts'
import { uuidV7 } from '../uuid.ts'
import type { FreshEvent } from './write-fresh.ts'
import { writeFresh } from './write-fresh.ts'

/** Who reports, and how: a file of former cases pushes nothing to subscribers. */
export type IntakeOptions = { readonly range: ScopeRange; readonly now: Date; readonly historical: boolean }

/** Resolves events against registers that are looked at again when a code is unknown. Indices count from 0. */
export const resolveEvents = async (
  openEngine: OpenEngine,
  reported: readonly (ReportedWithApplicant | InputProblem)[],
  { range, now }: IntakeOptions,
): Promise<{ readonly engine: CaseEngine; readonly resolved: readonly (ResolvedEvent | InputProblem)[] }> => {
  const resolveWith = ({ registers }: CaseEngine) =>
    reported.map((event, index) => (isProblem(event) ? event : resolveEvent(event, index, registers.index, range, now)))
  const engine = await openEngine()
  const resolved = resolveWith(engine)
  if (!resolved.some((event) => isProblem(event) && event.code.startsWith('UNKNOWN_'))) return { engine, resolved }
  const fresh = await openEngine(true)
  return { engine: fresh, resolved: resolveWith(fresh) }
}

/**
 * Takes one batch of events inside a transaction; answers by the index of each event. Idempotent by (case, event id) and
 * content; events of a case may come in any order. A poisoned event fails the batch: `reportEvents` then halves it, and
 * at last leaves what is parked where it is (`adopt` false), since the poison may be there.
 */
export const takeBatch = async (
  trx: Transaction<CoreTables>,
  database: Pick<Database, 'ensurePartitions'>,
  engine: CaseEngine,
  events: readonly ResolvedEvent[],
  options: IntakeOptions,
  adopt = true,
): Promise<ReadonlyMap<number, EventResult>> => {
  const sources = [...new Set(events.map(({ reported }) => reported.source))]
  const foreign = await claimSources(trx, sources, options.range, options.now)
  const admitted = sources.filter((source) => !foreign.has(source))
  if (!options.historical) await noteReporting(trx, admitted, localDate(options.now))
  const results = new Map<number, EventResult>()
  const dossiers = new Map<string, Dossier>()
  for (const event of events) {
    if (foreign.has(event.reported.source)) results.set(event.index, ofForeignSource(event))
    else openDossier(dossiers, event.caseRef).events.push(event)
  }
  const all = [...dossiers.values()]
  await findKeys(trx, all)
  const parked = adopt
    ? await selectParked(
        trx,
        engine.vault,
        all.map(({ caseRef }) => caseRef),
      )
    : []
  await foundCases(trx, database, engine, all, options)
  await readStored(trx, all)

  const fresh: FreshEvent[] = []
  const toPark: ResolvedEvent[] = []
  const toUnpark: ParkedEvent[] = []
  const parkedByRef = Map.groupBy(parked, ({ caseRef }) => caseRef)
  const applicantOf = await readApplicants(trx, engine.vault, repeated(all, parked))
  for (const dossier of all) {
    const waiting = parkedByRef.get(dossier.caseRef) ?? []
    const identity = identityOf(dossier)
    if (identity === null || !isWithin(identity.scopeKey, options.range)) {
      // What others parked under the same number is no business of this reporter.
      const own = waiting.filter(({ range }) => range.lo === options.range.lo && range.hi === options.range.hi)
      const known = new Map<string, Content>(own.map((event) => [event.eventKey, event]))
      for (const event of dossier.events) {
        results.set(
          event.index,
          judge(event, known, { status: 'PARKED' }, { status: 'PARKED' }, () => toPark.push(event)),
        )
      }
      continue
    }
    const caseId = encodeCaseId(identity)
    const known = new Map<string, Content>(
      dossier.stored.map(({ eventKey, contentHash }) => [
        eventKey,
        { contentHash, applicant: applicantOf({ caseRef: dossier.caseRef, eventKey }) },
      ]),
    )
    const { index } = engine.registers
    for (const event of dossier.events) {
      const placed = placeWindow(event, identity.hallId, index)
      const result: EventResult =
        isProblem(placed) && !known.has(event.eventKey)
          ? { status: 'REJECTED', problem: placed }
          : judge(event, known, { status: 'STORED', caseId }, { status: 'DUPLICATE', caseId }, () =>
              fresh.push({ dossier, event: isProblem(placed) ? event : placed }),
            )
      results.set(event.index, result)
    }
    for (const former of waiting) {
      if (!isWithin(identity.scopeKey, former.range)) continue
      const resolved = resolveEvent(former.reported, -1, index, former.range, former.receivedAt)
      // What cannot be taken stays parked, so that nothing that was once answered is lost.
      if (isProblem(resolved)) continue
      const event = { ...resolved, applicant: former.applicant }
      const before = known.get(event.eventKey)
      if (before !== undefined && !isSame(before, event)) continue
      toUnpark.push(former)
      if (before !== undefined) continue
      known.set(event.eventKey, event)
      const placed = placeWindow(event, identity.hallId, index)
      fresh.push({ dossier, event: isProblem(placed) ? event : placed })
    }
  }
  await parkEvents(trx, engine.vault, toPark, options.range)
  await unpark(trx, toUnpark)
  await writeFresh(trx, engine, fresh, options)
  return results
}

const ofForeignSource = ({ index, reported }: ResolvedEvent): EventResult => {
  const detail = {
    'zh-CN': `来源“${reported.source}”由其他地区的系统使用，不能以此名义报送。请换一个来源名称，或请管理员调整。`,
    en: `The source "${reported.source}" belongs to a system of another region. Choose another name for yours, or ask the administrator.`,
  }
  return { status: 'REJECTED', problem: problem('CONFLICT', { detail }, ['input', String(index), 'source']) }
}

const openDossier = (dossiers: Map<string, Dossier>, caseRef: string): Dossier => {
  const open = dossiers.get(caseRef) ?? { caseRef, events: [], key: null, row: null, founded: null, stored: [] }
  dossiers.set(caseRef, open)
  return open
}

const isWithin = (scopeKey: number, { lo, hi }: ScopeRange): boolean => scopeKey >= lo && scopeKey < hi

/** What makes an event the same again. */
type Content = Pick<ResolvedEvent, 'contentHash' | 'applicant'>

const isSame = (a: Content, b: Content): boolean =>
  a.contentHash === b.contentHash && isSamePerson(a.applicant, b.applicant)

/** The events that are stored, of those that came or waited: only their applicants are opened, to compare them. */
const repeated = (dossiers: readonly Dossier[], parked: readonly ParkedEvent[]) => {
  const came = [...dossiers.flatMap(({ events }) => events), ...parked]
  const stored = new Map(
    dossiers.map(({ caseRef, stored: events }) => [caseRef, new Set(events.map(({ eventKey }) => eventKey))]),
  )
  return came.filter(({ caseRef, eventKey }) => stored.get(caseRef)?.has(eventKey) === true)
}

/** New, the same again, or another content under a key that is taken. `known` grows by what is new. */
const judge = (
  event: ResolvedEvent,
  known: Map<string, Content>,
  taken: EventResult,
  again: EventResult,
  take: () => void,
): EventResult => {
  const before = known.get(event.eventKey)
  if (before !== undefined && isSame(before, event)) return again
  if (before === undefined) {
    known.set(event.eventKey, event)
    take()
    return taken
  }
  const detail = {
    'zh-CN': `事件“${event.eventKey}”已以不同内容登记。更正请用新的事件编号。`,
    en: `The event "${event.eventKey}" is stored with other content. Report a correction under a new event id.`,
  }
  return { status: 'REJECTED', problem: problem('CONFLICT', { detail }, ['input', String(event.index), 'eventId']) }
}

const refsOf = (dossiers: readonly Dossier[]): readonly string[] => dossiers.map(({ caseRef }) => caseRef)

const canFound = ({ key, events }: Dossier): boolean => key === null && events.some(({ founds }) => founds !== null)

/** Finds the keys of known cases. Cases that nobody founds here keep out those who would meanwhile. */
const findKeys = async (trx: Transaction<CoreTables>, dossiers: readonly Dossier[]): Promise<void> => {
  const known = await selectKeys(trx, refsOf(dossiers))
  for (const dossier of dossiers) dossier.key = known.get(dossier.caseRef) ?? null
  const orphans = dossiers.filter((dossier) => dossier.key === null && !canFound(dossier))
  await lockGroups(trx, { founding: refsOf(dossiers.filter(canFound)), parking: refsOf(orphans) })
  if (orphans.length === 0) return
  const now = await selectKeys(trx, refsOf(orphans))
  for (const dossier of orphans) dossier.key = now.get(dossier.caseRef) ?? null
}

/** Claims keys for the cases that an event of the batch founds. */
const foundCases = async (
  trx: Transaction<CoreTables>,
  database: Pick<Database, 'ensurePartitions'>,
  engine: CaseEngine,
  dossiers: readonly Dossier[],
  { now }: IntakeOptions,
): Promise<void> => {
  const founders = dossiers.filter(canFound)
  if (founders.length === 0) return
  for (const dossier of founders) dossier.founded = { identity: found(engine, dossier.events, now) }
  const identities = founders.flatMap(({ founded }) => (founded === null ? [] : [founded.identity]))
  const days = identities.map(({ openedOn }) => openedOn)
  await database.ensurePartitions('core.case', days)
  await database.ensurePartitions('core.case_event', days)
  const rows = founders.flatMap(({ caseRef, founded }) =>
    founded === null
      ? []
      : [
          {
            caseRef,
            areaCode: founded.identity.areaCode,
            openedOn: founded.identity.openedOn,
            caseId: founded.identity.caseId,
          },
        ],
  )
  const claimed = await claimKeys(trx, rows)
  const lost = founders.filter(({ caseRef }) => !claimed.has(caseRef))
  if (lost.length === 0) return
  // Another writer founded these in the meantime; its transaction has ended, so its key is there now.
  const theirs = await selectKeys(trx, refsOf(lost))
  for (const dossier of lost) {
    dossier.founded = null
    dossier.key = theirs.get(dossier.caseRef) ?? null
  }
}

const found = (engine: CaseEngine, events: readonly ResolvedEvent[], now: Date): CaseIdentity => {
  const founder = events.find(({ founds }) => founds !== null)?.founds
  if (founder == null) throw new Error('A case is founded by an event that names its hall and matter')
  const { hall, matter } = founder
  const opened = events.reduce((first, { occurredAt }) => (occurredAt < first ? occurredAt : first), now)
  const [first] = events
  if (first === undefined) throw new Error('A case is founded by an event')
  return {
    areaCode: hall.areaCode,
    openedOn: localDate(opened),
    caseId: uuidV7(now.getTime()),
    scopeKey: hall.scopeKey,
    regionId: hall.regionId,
    hallId: hall.id,
    matterId: matter.id,
    source: first.reported.source,
    externalId: first.reported.externalId,
    calendarId: engine.calendars.forPlace(hall.scopeKey).id,
  }
}

/** Locks the cases that were there before, in the order of their keys, and reads their events. */
const readStored = async (trx: Transaction<CoreTables>, dossiers: readonly Dossier[]): Promise<void> => {
  const keys = dossiers.flatMap(({ key }) => (key === null ? [] : [key]))
  const rows = await lockCases(trx, keys)
  const byId = new Map(rows.map((row) => [row.caseId, row]))
  const events = Map.groupBy(await selectEvents(trx, keys), ({ caseId }) => caseId)
  for (const dossier of dossiers) {
    if (dossier.key === null) continue
    dossier.row = byId.get(dossier.key.caseId) ?? null
    dossier.stored = events.get(dossier.key.caseId) ?? []
  }
}
