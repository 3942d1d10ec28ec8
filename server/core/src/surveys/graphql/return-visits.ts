import { readerScope } from '../../access/scope.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Veil } from '../../findings/contract.ts'
import { raiseFinding } from '../../findings/raise.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { surveyOf } from '../declared.ts'
import { lockCampaign, type Db } from '../queries/campaign.ts'
import {
  countReturnVisits,
  lockReturnVisit,
  selectReturnVisits,
  updateReturnVisit,
  type ReturnVisitRow,
} from '../queries/return-visit.ts'
import type { VisitOutcome } from '../return-visit.ts'
import type { VisitedUnit } from '../rules/unit.ts'
import type { Surveys } from '../tables.ts'
import type { SurveyEnums } from './enums.ts'
import { defineReturnVisit } from './return-visit-type.ts'
import { withApplicants } from './call-type.ts'
import { askedBy, cursorOf, idOf, seen, visible, wordsOf } from './rights.ts'

const SETTLED = 'surveys.return-visit.settled'

/** Writes the list of return visits and `settleReturnVisit`. */
export const defineReturnVisits = (builder: Builder, host: Host<Surveys>, enums: SurveyEnums): void => {
  const authScopes = { permission: host.permission('surveys.visit') }
  const Visit = defineReturnVisit(builder, host, enums)
  const Connection = connectionOf(builder, 'ReturnVisit', Visit, authScopes)
  builder.queryField('returnVisits', (t) =>
    t.field({
      type: Connection,
      description: 'Return visits of a region, the newest first, without what the reader must not know of.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        open: t.arg.boolean({ description: 'Only those that are open, or only those that are settled.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, open = null, first, after }, context) => {
        const size = pageSize(first)
        const page = { limit: size + 1, after: seen(after) }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await withApplicants(host, await selectReturnVisits(trx, reach, open, page), trx, reach)
            return pageOf(rows, { first: size, after, total: await countReturnVisits(trx, reach, open), cursorOf })
          },
          within,
        )
      },
    }),
  )
  const Input = builder.inputType('SettleReturnVisitInput', {
    description: 'What a return visit showed.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      outcome: t.field({ type: enums.VisitOutcome, required: true, description: 'What it showed.' }),
      words: t.string({ required: true, description: 'What was said; no names or numbers. At most 1,000 characters.' }),
    }),
  })
  builder.mutationField('settleReturnVisit', (t) =>
    t.field({
      type: resultOf(builder, 'SettleReturnVisit', authScopes, { id: 'ID' }),
      description:
        'Settles a return visit. What it confirms goes into the ledger of findings where the survey says so.',
      authScopes,
      audit: SETTLED,
      args: { input: t.arg({ type: Input, required: true, description: 'What it showed.' }) },
      resolve: (_root, { input }, context) => answer(() => settle(host, context, input)),
    }),
  )
}

type Settled = { readonly id: string; readonly outcome: VisitOutcome; readonly words: string }

const settle = async (
  host: Host<Surveys>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { id, outcome, words: written }: Settled,
) => {
  const principal = askedBy(context.principal)
  const words = wordsOf(written, 'words')
  const now = await host.clock.now()
  return host.change(
    context,
    SETTLED,
    async (trx, note) => {
      const visit = visible(await lockReturnVisit(trx, readerScope(principal), idOf(id)), principal, id)
      if (visit.settledAt !== null) throw fault('CONFLICT', { detail: TWICE }, ['input', 'id'])
      const findingId = outcome === 'CONFIRMED' ? await raise(host, trx, visit, { principal, now }) : null
      const inTime = visit.dueAt === null || now <= visit.dueAt
      const by = { settledAt: now, settledById: principal.id, settledBy: principal.name }
      await updateReturnVisit(trx, id, { outcome, words, inTime, findingId, ...by })
      await host.clocks.close(trx, { clock: 'return-visit', id }, now)
      const { regionId, areaCode, scopeKey } = visit
      const place = { regionId, areaCode, scopeKey }
      const measures = ['return-visits-settled', ...(inTime ? ['return-visits-in-time'] : [])]
      await host.addDeltas(
        trx,
        measures.map((measure) => ({ place, measure, day: localDate(now), n: 1 })),
      )
      const told = { returnVisitId: id, at: now.toISOString(), origin: visit.origin, outcome }
      await host.emit(trx, SETTLED, told, place)
      const subject = { type: 'ReturnVisit', id }
      note({ subject, scopeKey, before: { outcome: null }, after: { outcome, inTime } })
      return { id }
    },
    'engine',
  )
}

/**
 * What a visit confirmed goes to the unit as a finding of its first question that names a type; while the campaign is
 * under way, of which the unit does not know, under a veil that its end lifts.
 */
const raise = async (
  host: Host<Surveys>,
  trx: Db,
  visit: ReturnVisitRow,
  { principal, now }: { readonly principal: Principal; readonly now: Date },
): Promise<string | null> => {
  const { surveyCode, surveyVersion } = visit
  if (surveyCode === null || surveyVersion === null) return null
  const unhappy = new Set(visit.questions.split(','))
  const survey = surveyOf(host.surveys, { surveyCode, surveyVersion })
  const question = survey.questions.find(({ code, findingType }) => findingType !== undefined && unhappy.has(code))
  const type = host.findings.types.get(question?.findingType ?? '')
  const { index } = await host.registers()
  const hall = index.hallById.get(visit.caseHallId)
  if (question === undefined || type === undefined || hall === undefined) return null
  const { regionId, areaCode, scopeKey } = hall
  const campaign = visit.campaignId === null ? undefined : await lockCampaign(trx, EVERYWHERE, visit.campaignId)
  const { id } = await raiseFinding(trx, {
    ...(campaign?.state === 'RUNNING' && { veil: veilOf(visit) }),
    source: 'SURVEY',
    sourceId: visit.id,
    type: type.code,
    place: { regionId, areaCode, scopeKey, organisationId: visit.caseOrganisationId, hallId: visit.caseHallId },
    cause: question.code,
    severity: type.severity,
    title: type.title['zh-CN'],
    foundAt: now,
    by: { id: principal.id, name: principal.name },
  })
  return id
}

const EVERYWHERE = { lo: 0, hi: Number.MAX_SAFE_INTEGER, organisationId: null, hallId: null } as const

const veilOf = (visit: VisitedUnit): Veil => ({
  lo: visit.veiledLo,
  hi: visit.veiledHi,
  organisationId: visit.veiledOrganisationId,
  hallId: visit.veiledHallId,
})

const TWICE = { 'zh-CN': '该回访已办结。', en: 'The return visit is settled already.' }
