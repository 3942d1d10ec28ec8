import { readerScope } from '../../access/scope.ts'
import { decodeCaseId, encodeCaseId } from '../../cases/case-id.ts'
import { selectCase } from '../../cases/queries/select-cases.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import type { RatingChannel } from '../contract.ts'
import { RATE } from '../handlers/give-rating.ts'
import { selectGivenOf } from '../queries/given.ts'
import { selectTerms } from '../queries/terms.ts'
import { lockOrder } from '../queries/work-order.ts'
import { packLink } from '../rules/link.ts'
import { refusalOf, stateAfter } from '../rules/order.ts'
import { termsFor } from '../rules/terms.ts'
import type { Ratings } from '../tables.ts'
import { askedBy, personOf } from './asked.ts'
import type { Enums } from './enums.ts'

const DAY_MS = 86_400_000
const NONE = { none: 'A link changes nothing until it is used, and the rating is then its own record.' } as const
const FIELDS = { token: 'String', address: 'String', expiresAt: 'DateTime' } as const

type Place = { readonly regionId: number; readonly organisationId: number | null }

/** Makes a token, its address below that of the console, and its end. */
const sign = async (
  host: Host<Ratings>,
  link: { readonly caseId: string; readonly kind: 'FIRST' | 'FOLLOW_UP'; readonly channel: RatingChannel },
  place: Place,
) => {
  const [now, { tree }] = [await host.clock.now(), await host.registers()]
  const region = tree.byId(place.regionId)
  const ancestors = region === undefined ? [] : [...tree.ancestorsOf(region), region].map(({ id }) => id)
  const set = await host.withScope({ mode: 'engine' }, selectTerms)
  const { linkDays } = termsFor(set, ancestors, place.organisationId)
  const expiresAt = new Date(Math.floor(now.getTime() / 1000) * 1000 + linkDays * DAY_MS)
  const token = host.tokens.sign(RATE, packLink({ ...link, expiresAt }))
  return { token, address: `/rate/${token}`, expiresAt }
}

/** Writes how people are invited to rate: of a case, and again after a negative was dealt with. */
export const defineLinks = (builder: Builder, host: Host<Ratings>, { Channel }: Enums): void => {
  const authScopes = { permission: host.permission('ratings.invite') }
  const Input = builder.inputType('CreateRatingLinkInput', {
    description: 'Which service is to be rated, and where.',
    fields: (t) => ({
      case: t.id({ required: true, description: 'The id of the case.' }),
      channel: t.field({ type: Channel, required: true, description: 'By what the applicant gets it.' }),
    }),
  })
  builder.mutationField('createRatingLink', (t) =>
    t.field({
      type: resultOf(builder, 'CreateRatingLink', authScopes, FIELDS),
      description:
        'Makes a link by which the applicant of a case rates its service once, to show as a code or to send.',
      authScopes,
      audit: NONE,
      args: { input: t.arg({ type: Input, required: true, description: 'Of what.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const key = decodeCaseId(input.case)
          const found = key === null ? undefined : await host.read(context, (trx, reach) => selectCase(trx, key, reach))
          if (found === undefined) throw fault('NOT_FOUND', { value: input.case }, ['input', 'case'])
          return sign(host, { caseId: encodeCaseId(found), kind: 'FIRST', channel: input.channel }, found)
        }),
    }),
  )
  defineFollowUp(builder, host, Channel)
}

const defineFollowUp = (builder: Builder, host: Host<Ratings>, Channel: Enums['Channel']): void => {
  const authScopes = { permission: host.permission('ratings.handle') }
  const Input = builder.inputType('CreateFollowUpLinkInput', {
    description: 'Which negative rating was dealt with, and by what the rater gets the link.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the work order.' }),
      channel: t.field({ type: Channel, required: true, description: 'By what the rater gets it.' }),
    }),
  })
  builder.mutationField('createFollowUpLink', (t) =>
    t.field({
      type: resultOf(builder, 'CreateFollowUpLink', authScopes, FIELDS),
      description: 'Makes a link by which the rater says how it is now; it stands beside the first rating.',
      authScopes,
      audit: NONE,
      args: { input: t.arg({ type: Input, required: true, description: 'Of what.' }) },
      resolve: (_root, { input: { id, channel } }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const reach = readerScope(principal)
          const [order, given] = await host.withScope({ mode: 'engine' }, async (trx) => {
            const found = isUuid(id) ? await lockOrder(trx, reach, id) : undefined
            return [found, found === undefined ? undefined : (await selectGivenOf(trx, [found.ratingId]))[0]] as const
          })
          if (order === undefined || given === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
          if (refusalOf('CLOSE', personOf(order, principal), order) !== null) throw fault('FORBIDDEN')
          if (stateAfter(order.state, 'FOLLOW_UP') === null) throw fault('CONFLICT', { detail: EARLY }, ['input', 'id'])
          return sign(host, { caseId: encodeCaseId(given), kind: 'FOLLOW_UP', channel }, order)
        }),
    }),
  )
}

const EARLY = {
  'zh-CN': '差评整改或说明后方可邀请追评。',
  en: 'A follow-up is asked for once it was put right or explained.',
}
