import { readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { drawCampaign } from '../draw-campaign.ts'
import { endCampaign } from '../end-campaign.ts'
import { lockCampaign, updateCampaign, type CampaignRow, type Db } from '../queries/campaign.ts'
import type { Surveys } from '../tables.ts'
import { askedBy, idOf } from './rights.ts'

const DRAWN = 'surveys.sample.drawn'
const ENDED = 'surveys.campaign.ended'

type Context = Pick<RequestContext, 'principal' | 'change'>

/** Writes `drawSurveySample` and `endSurveyCampaign`. */
export const defineCampaignSteps = (builder: Builder, host: Host<Surveys>): void => {
  const authScopes = { permission: host.permission('surveys.plan') }
  const inputOf = (name: string) =>
    builder.inputType(name, {
      description: 'Which campaign.',
      fields: (t) => ({ id: t.id({ required: true, description: 'Its id.' }) }),
    })
  const Draw = inputOf('DrawSurveySampleInput')
  const End = inputOf('EndSurveyCampaignInput')
  builder.mutationFields((t) => ({
    drawSurveySample: t.field({
      type: resultOf(builder, 'DrawSurveySample', authScopes, { id: 'ID', sampled: 'Int', frameSize: 'Int' }),
      description:
        'Draws the sample of a campaign, once: without replacement, nobody twice, nobody who was asked not long ago.',
      authScopes,
      audit: DRAWN,
      args: { input: t.arg({ type: Draw, required: true, description: 'Of which campaign.' }) },
      resolve: (_root, { input }, context) => answer(() => draw(host, context, input.id)),
    }),
    endSurveyCampaign: t.field({
      type: resultOf(builder, 'EndSurveyCampaign', authScopes, { id: 'ID' }),
      description:
        'Ends a campaign. From now on those asked about may know of it, and see their own figures where five or more answered.',
      authScopes,
      audit: ENDED,
      args: { input: t.arg({ type: End, required: true, description: 'Which campaign.' }) },
      resolve: (_root, { input }, context) => answer(() => end(host, context, input.id)),
    }),
  }))
}

const draw = async (host: Host<Surveys>, context: Context, id: string) => {
  const now = await host.clock.now()
  const registers = await host.registers()
  return host.change(
    context,
    DRAWN,
    async (trx, note) => {
      const campaign = await lock(trx, context, id, 'PLANNED')
      const { frameSize, sampled } = await drawCampaign(trx, registers, campaign, now)
      if (sampled === 0) throw fault('CONFLICT', { detail: NOBODY }, ['input', 'id'])
      await updateCampaign(trx, id, { state: 'RUNNING', drawnAt: now, frameSize })
      const after = { state: 'RUNNING', frameSize, sampled }
      note({
        subject: { type: 'SurveyCampaign', id },
        scopeKey: campaign.scopeKey,
        before: { state: 'PLANNED' },
        after,
      })
      return { id, sampled, frameSize }
    },
    'engine',
  )
}

const end = async (host: Host<Surveys>, context: Context, id: string) => {
  const now = await host.clock.now()
  return host.change(
    context,
    ENDED,
    async (trx, note) => {
      const campaign = await lock(trx, context, id, 'RUNNING')
      const { id: actorId, name } = askedBy(context.principal)
      const { sampled, answered } = await endCampaign(host, trx, campaign, { now, by: { id: actorId, name } })
      const after = { state: 'ENDED', sampled, answered }
      note({
        subject: { type: 'SurveyCampaign', id },
        scopeKey: campaign.scopeKey,
        before: { state: 'RUNNING' },
        after,
      })
      return { id }
    },
    'engine',
  )
}

const lock = async (trx: Db, { principal }: Context, id: string, state: CampaignRow['state']): Promise<CampaignRow> => {
  const campaign = await lockCampaign(trx, readerScope(askedBy(principal)), idOf(id))
  if (campaign === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  if (campaign.state !== state) throw fault('CONFLICT', { detail: NOT_OPEN }, ['input', 'id'])
  return campaign
}

const NOT_OPEN = { 'zh-CN': '当前状态不能办理此步骤。', en: 'This is not open in its present state.' }
const NOBODY = {
  'zh-CN': '没有可抽取的办件，请调整期间或条件。',
  en: 'There is no case to draw: choose another period or other conditions.',
}
