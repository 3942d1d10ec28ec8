import { readerScope } from '../access/scope.ts'
import type { Principal, RequestContext } from '../graphql/context.ts'
import { fault } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import { isUuid } from '../uuid.ts'
import { selectCampaign, type CampaignRow } from './queries/campaign.ts'
import { shelvesOf, type Db } from './shelf.ts'
import type { CampaignState, Inspections } from './tables.ts'
import { askedBy } from './words.ts'

export type Context = Pick<RequestContext, 'principal' | 'change'>

/** What a change of a campaign works with: the campaign held, who asks, and when. */
export type Changing = {
  readonly db: Db
  readonly campaign: CampaignRow
  readonly principal: Principal
  readonly now: Date
}

type Wanted = {
  readonly action: string
  readonly id: string
  /** The states in which it can be done. */
  readonly states: readonly CampaignState[]
  /** Does it, and says what is noted in the audit log. */
  readonly write: (changing: Changing) => Promise<Readonly<Record<string, unknown>>>
  readonly reason?: string
}

/**
 * Changes a campaign, with the audit entry at the place of the region that inspects.
 * @throws Fault NOT_FOUND out of reach or concealed, CONFLICT in another state
 */
export async function changeCampaign(
  host: Host<Inspections>,
  context: Context,
  { action, id, states, write, reason }: Wanted,
): Promise<string> {
  const principal = askedBy(context.principal)
  const now = await host.clock.now()
  return host.change(
    context,
    action,
    async (db, note) => {
      const campaign = await heldCampaign(db, principal, id)
      if (!states.includes(campaign.state)) throw fault('CONFLICT', { detail: NOT_NOW }, ['input', 'id'])
      const after = await write({ db, campaign, principal, now })
      const subject = { type: 'InspectionCampaign', id }
      const { scopeKey, state } = campaign
      note({ subject, scopeKey, before: { state }, after, ...(reason === undefined ? {} : { reason }) })
      return id
    },
    'engine',
  )
}

/** A campaign that somebody reaches and may know of, held. @throws Fault NOT_FOUND */
export async function heldCampaign(db: Db, principal: Principal, id: string): Promise<CampaignRow> {
  const row = isUuid(id) ? await selectCampaign(db, shelvesOf(principal), readerScope(principal), id, true) : undefined
  if (row === undefined || principal.hallId !== null || principal.organisationId !== null)
    throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  return row
}

const NOT_NOW = { 'zh-CN': '当前状态不能办理此步骤。', en: 'This is not open in its present state.' }
