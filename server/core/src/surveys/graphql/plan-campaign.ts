import { randomBytes } from 'node:crypto'
import { readerScope } from '../../access/scope.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import { uuidV7 } from '../../uuid.ts'
import type { CampaignMode, SampleFrame } from '../campaign.ts'
import { newestSurvey } from '../declared.ts'
import { insertCampaign } from '../queries/campaign.ts'
import { DRAW_ALGORITHM } from '../rules/draw.ts'
import type { Surveys } from '../tables.ts'
import type { SurveyEnums } from './enums.ts'
import { askedBy } from './rights.ts'

const PLANNED = 'surveys.campaign.planned'

/** How large a campaign may be: people, days of cases, days of rest. */
const MOST = { sample: 2_000, days: 366, rest: 730 } as const
const DAY_MS = 86_400_000

/** Writes `planSurveyCampaign`. */
export const definePlanCampaign = (builder: Builder, host: Host<Surveys>, { Mode }: SurveyEnums): void => {
  const authScopes = { permission: host.permission('surveys.plan') }
  const Input = builder.inputType('PlanSurveyCampaignInput', {
    description: 'Who is to be asked what.',
    fields: (t) => ({
      survey: t.string({ required: true, description: 'The code of the survey; its newest version is taken.' }),
      region: t.field({ type: 'RegionCode', required: true, description: 'The region whose cases are sampled.' }),
      from: t.field({ type: 'Date', required: true, description: 'Cases closed from this day on.' }),
      to: t.field({ type: 'Date', required: true, description: 'The day after the last; at most 366 days.' }),
      matter: t.string({ description: 'Only cases of the matter with this code.' }),
      channel: t.string({ description: 'Only cases that came by the channel with this code.' }),
      hall: t.string({ description: 'Only cases of the hall with this code.' }),
      sampleSize: t.int({ required: true, description: 'How many to draw, at most 2,000.' }),
      restDays: t.int({ defaultValue: 90, description: 'Who was asked in this many days before is not drawn.' }),
      mode: t.field({ type: Mode, required: true, description: 'When people are asked.' }),
      dueOn: t.field({ type: 'Date', required: true, description: 'The last day of asking.' }),
    }),
  })
  builder.mutationField('planSurveyCampaign', (t) =>
    t.field({
      type: resultOf(builder, 'PlanSurveyCampaign', authScopes, { id: 'ID' }),
      description: 'Plans a survey of closed cases. The seed of its draw is made here, and nobody chooses it.',
      authScopes,
      audit: PLANNED,
      args: { input: t.arg({ type: Input, required: true, description: 'What is planned.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await plan(host, context, input) })),
    }),
  )
}

type Planned = {
  readonly survey: string
  readonly region: string
  readonly from: string
  readonly to: string
  readonly matter?: string | null | undefined
  readonly channel?: string | null | undefined
  readonly hall?: string | null | undefined
  readonly sampleSize: number
  readonly restDays?: number | null | undefined
  readonly mode: CampaignMode
  readonly dueOn: string
}

const plan = async (
  host: Host<Surveys>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  input: Planned,
): Promise<string> => {
  const { id: plannedById, name: plannedBy, ...principal } = askedBy(context.principal)
  const registers = await host.registers()
  const region = registers.tree.byCode(input.region)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const reach = readerScope({ ...principal, id: plannedById, name: plannedBy }, range, input.region, [
    'input',
    'region',
  ])
  if (region === undefined || reach.organisationId !== null || reach.hallId !== null) {
    throw fault('NOT_FOUND', { value: input.region }, ['input', 'region'])
  }
  const now = await host.clock.now()
  checkNumbers(input, localDate(now))
  const survey = newestSurvey(host.surveys, input.survey)
  if (survey === undefined) throw fault('NOT_FOUND', { value: input.survey }, ['input', 'survey'])
  const id = uuidV7(now.getTime())
  return host.change(
    context,
    PLANNED,
    async (trx, note) => {
      await insertCampaign(trx, {
        id,
        surveyCode: survey.code,
        surveyVersion: survey.version,
        regionId: region.id,
        areaCode: region.areaCode,
        scopeKey: region.scopeKey,
        ...frameOf(registers, input),
        mode: input.mode,
        dueOn: input.dueOn,
        sampleSize: input.sampleSize,
        restDays: input.restDays ?? 90,
        seed: randomBytes(16).toString('hex'),
        algorithm: DRAW_ALGORITHM,
        state: 'PLANNED',
        frameSize: null,
        plannedAt: now,
        plannedById,
        plannedBy,
        drawnAt: null,
        releasedAt: null,
        // Those inside of the region, not the region itself.
        veiledLo: region.scopeKey + 1,
        veiledHi: region.scopeEnd,
        veiledOrganisationId: null,
        veiledHallId: null,
      })
      const after = { survey: survey.code, mode: input.mode, sampleSize: input.sampleSize }
      note({ subject: { type: 'SurveyCampaign', id }, scopeKey: region.scopeKey, after })
      return id
    },
    'engine',
  )
}

const frameOf = ({ index }: RegisterSnapshot, input: Planned): SampleFrame => {
  const matter = input.matter == null ? null : index.matterByCode.get(input.matter)
  const hall = input.hall == null ? null : index.hallByCode.get(input.hall)
  const channel = input.channel ?? null
  if (matter === undefined) throw fault('NOT_FOUND', { value: input.matter ?? '' }, ['input', 'matter'])
  if (hall === undefined) throw fault('NOT_FOUND', { value: input.hall ?? '' }, ['input', 'hall'])
  if (channel !== null && !index.channelByCode.has(channel)) {
    throw fault('NOT_FOUND', { value: channel }, ['input', 'channel'])
  }
  return { fromDay: input.from, toDay: input.to, matterId: matter?.id ?? null, channel, hallId: hall?.id ?? null }
}

const checkNumbers = ({ from, to, sampleSize, restDays, dueOn }: Planned, today: string): void => {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  if (days < 1 || days > MOST.days) throw invalid(PERIOD, ['input', 'to'])
  if (sampleSize < 1 || sampleSize > MOST.sample) throw invalid(SIZE, ['input', 'sampleSize'])
  if ((restDays ?? 0) < 0 || (restDays ?? 0) > MOST.rest) throw invalid(REST, ['input', 'restDays'])
  if (dueOn < today) throw invalid(PAST, ['input', 'dueOn'])
}

const PERIOD = { 'zh-CN': `期间为 1 至 ${MOST.days} 天。`, en: `The period has 1 to ${MOST.days} days.` }
const SIZE = { 'zh-CN': `样本量为 1 至 ${MOST.sample}。`, en: `A sample has 1 to ${MOST.sample} people.` }
const REST = { 'zh-CN': `间隔为 0 至 ${MOST.rest} 天。`, en: `The rest has 0 to ${MOST.rest} days.` }
const PAST = { 'zh-CN': '截止日不能早于今天。', en: 'It cannot be due before today.' }
