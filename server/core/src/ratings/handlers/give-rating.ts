import { hash } from 'node:crypto'
import type { PersonalData } from '../../access/personal/personal-data.ts'
import { decodeCaseId } from '../../cases/case-id.ts'
import { selectCase } from '../../cases/queries/select-cases.ts'
import type { CaseRecord } from '../../cases/record.ts'
import { wholeRange } from '../../database/scope.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { RatingKind } from '../contract.ts'
import { isTokenUsed, selectGiven, useToken } from '../queries/given.ts'
import { lockOrderOf, type OrderRow } from '../queries/work-order.ts'
import { unpackLink, type RatingLink } from '../rules/link.ts'
import { stateAfter } from '../rules/order.ts'
import type { ReadRating } from '../rules/written.ts'
import type { Ratings } from '../tables.ts'
import { moveOrder, RATER } from './move-order.ts'
import { storeRatings } from './store-ratings.ts'

type Db = PluginTransaction<Ratings>

/** All links are signed for this. */
export const RATE = 'rate'

const WHOLE = { ...wholeRange, organisationId: null, hallId: null } as const
const digestOf = (token: string): Buffer => hash('sha256', token, 'buffer')

/** The link in a token; null for what was never signed here. */
export const linkOf = (host: Pick<Host<Ratings>, 'tokens'>, token: string): RatingLink | null => {
  const content = host.tokens.read(RATE, token)
  return content === null ? null : unpackLink(content)
}

/** Where a link stands, for the page behind it. UNKNOWN tells nothing of what it might have been. */
export type LinkState = 'OPEN' | 'USED' | 'EXPIRED' | 'UNKNOWN'
export type SeenLink = {
  readonly state: LinkState
  readonly link: RatingLink | null
  readonly record: CaseRecord | null
}

const NOTHING: SeenLink = { state: 'UNKNOWN', link: null, record: null }

/** Looks at a link without using it. In the scope of the engine. */
export async function seeLink(host: Host<Ratings>, trx: Db, token: string, now: Date): Promise<SeenLink> {
  const link = linkOf(host, token)
  const key = link === null ? null : decodeCaseId(link.caseId)
  const record = key === null ? undefined : await selectCase(trx, key, WHOLE)
  if (link === null || record === undefined) return NOTHING
  if (link.expiresAt <= now) return { state: 'EXPIRED', link, record }
  const used = (await isTokenUsed(trx, digestOf(token))) || (await isRated(trx, record, link.kind))
  return { state: used ? 'USED' : 'OPEN', link, record }
}

async function isRated(trx: Db, { areaCode, caseId }: CaseRecord, kind: RatingKind): Promise<boolean> {
  return (await selectGiven(trx, [{ areaCode, caseId, kind }])).length > 0
}

/** The work order that waits for a follow-up of a case, held; undefined when none does. */
export async function awaiting(
  trx: Db,
  { areaCode, caseId }: Pick<CaseRecord, 'areaCode' | 'caseId'>,
): Promise<OrderRow | undefined> {
  const [first] = await selectGiven(trx, [{ areaCode, caseId, kind: 'FIRST' }])
  const order = first === undefined ? undefined : await lockOrderOf(trx, areaCode, first.ratingId)
  return order !== undefined && stateAfter(order.state, 'FOLLOW_UP') !== null ? order : undefined
}

/** What somebody gives by a link. */
export type GivenByLink = {
  readonly token: string
  readonly rating: ReadRating
  readonly device: string | null
  readonly address: string
  readonly rater: PersonalData | null
}

/**
 * Takes a rating by a link, once.
 * @throws Fault NOT_FOUND for a link that is none, CONFLICT when it is over, used, or the service was rated already
 */
export async function giveRating(
  host: Host<Ratings>,
  { token, rating, ...how }: GivenByLink,
  now: Date,
): Promise<{ readonly ratingId: string }> {
  const link = linkOf(host, token)
  const key = link === null ? null : decodeCaseId(link.caseId)
  if (link === null || key === null) throw unknown()
  if (link.expiresAt <= now) throw fault('CONFLICT', { detail: EXPIRED }, ['input', 'token'])
  return host.withScope({ mode: 'engine' }, async (trx) => {
    if (!(await useToken(trx, digestOf(token), now, link.expiresAt))) throw used()
    const record = await selectCase(trx, key, WHOLE)
    if (record === undefined) throw unknown()
    const order = link.kind === 'FOLLOW_UP' ? await awaiting(trx, record) : undefined
    if (link.kind === 'FOLLOW_UP' && order === undefined) throw used()
    const by = { kind: link.kind, channel: link.channel, source: 'link', externalId: digestOf(token).toString('hex') }
    const [stored] = await storeRatings(host, trx, [{ ...how, ...by, record, rating, givenAt: now }], now)
    if (stored?.status !== 'STORED') throw used()
    if (order !== undefined) {
      const changed = { followUpGrade: rating.grade, closedAt: now }
      await moveOrder(host, trx, order, { step: 'FOLLOW_UP', actor: RATER, words: '', changed, now })
    }
    return { ratingId: stored.ratingId }
  })
}

const unknown = () => fault('NOT_FOUND', { value: '…' }, ['input', 'token'])
const used = () => fault('CONFLICT', { detail: USED }, ['input', 'token'])

const USED = { 'zh-CN': '本次服务已评价，感谢您。', en: 'This service was rated already. Thank you.' }
const EXPIRED = { 'zh-CN': '评价链接已过期。', en: 'This link is over.' }
