import { reaches } from '../../access/scope.ts'
import { encodeCaseId } from '../../cases/case-id.ts'
import type { Reach } from '../../graphql/context.ts'
import { insertDeltas } from '../../indicators/deltas.ts'
import type { Fillers } from '../catalogue/fill-row.ts'
import type { TestPlatform } from '../platform.ts'
import type { Canary } from './canaries.ts'
import { NUMBERS, wordOf, writtenOf } from './canary-names.ts'
import { fillAccess } from './fill-access.ts'
import { fillAlerts } from './fill-alerts.ts'
import { eventsAt, MATRIX_NOW, numberAt } from './fill-cases.ts'
import { fillPacks } from './fill-packs.ts'
import { fillRegisters } from './fill-registers.ts'
import { fillTables } from './fill-tables.ts'
import { PLACES, reachOf, type Place } from './places.ts'
import { nobody, type Target } from './targets.ts'

/** A place with the ids that it has here. */
export type FilledPlace = Place & {
  readonly regionId: number
  readonly areaCode: number
  /** The range of the region. */
  readonly lo: number
  readonly hi: number
  readonly hallId: number
  readonly organisationId: number
  readonly target: Target
}

/** Everything that there is in the matrix, and what of it nobody else may see. */
export type World = {
  readonly places: readonly FilledPlace[]
  readonly canaries: readonly Canary[]
  /** Names what is nowhere. */
  readonly nowhere: Target
}

/** Fills a platform: registers, cases with their alerts, figures, access, and the tables of its plugins. */
export async function fillWorld(platform: TestPlatform, fillers: Fillers = {}): Promise<World> {
  platform.setNow(MATRIX_NOW)
  await fillRegisters(platform)
  await platform.report(PLACES.flatMap((place) => eventsAt(place)))
  const places: FilledPlace[] = []
  for (const place of PLACES) places.push(await fillPlace(platform, place))
  await fillFigures(platform, places)
  const ofTables = await fillTables(platform, places, fillers)
  const ofPacks = await fillPacks(platform, places)
  const canaries = [...places.flatMap(canariesOf), ...ofTables, ...ofPacks]
  const [any] = places
  if (any === undefined) throw new Error('There is no place.')
  return { places, canaries, nowhere: nobody(otherCase(any.target.case)) }
}

async function fillPlace(platform: TestPlatform, place: Place): Promise<FilledPlace> {
  const { database, registers } = platform
  const { index, tree } = await registers.snapshot()
  const hall = index.hallByCode.get(place.hall)
  const organisation = index.organisationByCode.get(place.organisation)
  if (hall === undefined || organisation === undefined) throw new Error(`${place.name} is not in the registers.`)
  const row = await database.withScope({ mode: 'engine' }, async (trx) =>
    trx
      .selectFrom('core.case')
      .leftJoin('core.alert', 'core.alert.caseId', 'core.case.caseId')
      .select(['core.case.areaCode', 'core.case.openedOn', 'core.case.caseId', 'core.alert.alertId'])
      .where('externalId', '=', numberAt(place, 'open'))
      .executeTakeFirst(),
  )
  if (row === undefined) throw new Error(`The case of ${place.name} was not taken.`)
  const { region } = place
  const { regionId, areaCode } = hall
  const { lo, hi } = reachOf(tree, region)
  const where = { ...place, regionId, areaCode, lo, hi, hallId: hall.id, organisationId: organisation.id }
  const target: Target = {
    region,
    hall: place.hall,
    organisation: place.organisation,
    number: numberAt(place, 'open'),
    case: encodeCaseId(row),
    alert: row.alertId ?? row.caseId,
    silence: await fillAlerts(platform, where, row.alertId ?? row.caseId),
    ...(await fillAccess(platform, place)),
  }
  return { ...where, target }
}

/** Figures that only one place has: prime numbers of a measure of cases, and of each measure that plugins count. */
async function fillFigures({ database, declarations, fold }: TestPlatform, places: readonly FilledPlace[]) {
  const [ofCases] = declarations.caseMeasures
  if (ofCases !== undefined) {
    const deltas = places.map(({ regionId, areaCode, lo, organisationId }, index) => {
      const where = { regionId, areaCode, scopeKey: lo, organisationId }
      return {
        ...where,
        channel: '',
        source: 'matrix',
        measure: ofCases.code,
        day: '2026-03-10',
        n: NUMBERS[index] ?? 0,
      }
    })
    await database.withScope({ mode: 'engine' }, (trx) => insertDeltas(trx, deltas))
  }
  await fold()
}

function canariesOf({ name, lo, hallId, organisationId, target }: FilledPlace, index: number): readonly Canary[] {
  const inRange = (reach: Reach) => reaches({ ...reach, organisationId: null, hallId: null }, { scopeKey: lo })
  const ofCase = (reach: Reach) => reaches(reach, { scopeKey: lo, hallId, organisationId })
  const ofOrganisation = (reach: Reach) => reaches(reach, { scopeKey: lo, organisationId })
  const word = wordOf(name)
  const n = NUMBERS[index] ?? 0
  return [
    { text: `大厅 ${word}`, of: 'the name of a hall', isFor: inRange },
    { text: `部门 ${word}`, of: 'the name of an organisation', isFor: inRange },
    { text: `窗口 ${word}`, of: 'the name of a window', isFor: inRange },
    { text: `人员 ${word}`, of: 'the name of a person', isFor: inRange },
    { text: `系统 ${word}`, of: 'the name of a system', isFor: inRange },
    { text: `操作 ${word}`, of: 'an audit entry', isFor: inRange },
    { text: `员工 ${word}`, of: 'the name of a member of staff', isFor: ofCase },
    { text: `备注 ${word}`, of: 'a note on a case', isFor: ofCase },
    { text: `反馈 ${word}`, of: 'the feedback on an alert', isFor: ofCase },
    { text: `督促 ${word}`, of: 'a step with an alert', isFor: ofCase },
    { text: `经办 ${word}`, of: 'who dealt with an alert', isFor: ofCase },
    { text: `静音 ${word}`, of: 'a silence', isFor: ofCase },
    { text: `环节 ${word}`, of: 'a step of a case', isFor: ofCase },
    ...(['open', 'closed'] as const).flatMap((which) =>
      [1, 2, 3].map((round) => ({
        text: numberAt({ name } as Place, which, round),
        of: 'the number of a case',
        isFor: ofCase,
      })),
    ),
    { text: target.case, of: 'the id of a case', isFor: ofCase, isAskedFor: true },
    { text: target.alert, of: 'the id of an alert', isFor: ofCase, isAskedFor: true },
    { text: target.silence, of: 'the id of a silence', isFor: ofCase, isAskedFor: true },
    ...(['person', 'grant', 'session', 'apiKey', 'client', 'clientId'] as const).map((kind) => ({
      text: target[kind] ?? '',
      of: `the id of a ${kind}`,
      isFor: inRange,
      isAskedFor: true,
    })),
    ...writtenOf(n).map((text) => ({ text, of: 'a figure', isFor: ofOrganisation })),
  ]
}

/** The id of a case that does not exist, in the form of one that does. */
function otherCase(id: string): string {
  const bytes = Buffer.from(id, 'base64url')
  bytes.fill(0xee, 15)
  return bytes.toString('base64url')
}
