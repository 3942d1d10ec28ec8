import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid, uuidV7 } from '../../uuid.ts'
import { insertMember, lockGroup, lockMember, saveGroup, selectMembers, updateMember } from '../queries/group.ts'
import { overlap } from '../rules/leader.ts'
import { runLeaderClock } from '../run-leader-clock.ts'
import type { GroupDuty, Halls } from '../tables.ts'
import { askedBy, ownRegion, validityOf, wordsOf } from './asked.ts'
import type { MemberEnums } from './member.ts'

export const GROUP_SET_UP = 'halls.group.set-up'
export const MEMBER_NAMED = 'halls.member.named'
export const MEMBER_ENDED = 'halls.member.ended'

type Context = Pick<RequestContext, 'principal' | 'change'>

/** Writes `setUpQualityGroup`, `nameGroupMember` and `endGroupMember`. */
export const defineGroupMutations = (builder: Builder, host: Host<Halls>, { Duty }: MemberEnums): void => {
  const authScopes = { permission: host.permission('halls.organise') }
  const SetUp = builder.inputType('SetUpQualityGroupInput', {
    description: 'The group as it is to be.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region of the authority.' }),
      name: t.string({ required: true, description: 'What it is called; at most 100 characters.' }),
      document: t.string({ required: true, description: 'The document that sets it up; at most 200 characters.' }),
      validFrom: t.field({ type: 'Date', required: true, description: 'From which day on.' }),
      validTo: t.field({ type: 'Date', description: 'The day after the last; none for no end.' }),
      controlMeasures: t.string({ required: true, description: 'At most 4,000 characters.' }),
      improvementPlan: t.string({ required: true, description: 'At most 4,000 characters.' }),
    }),
  })
  const Name = builder.inputType('NameGroupMemberInput', {
    description: 'Who does what, and how long.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region of the authority.' }),
      duty: t.field({ type: Duty, required: true, description: 'What they do.' }),
      name: t.string({ required: true, description: 'Who; at most 50 characters.' }),
      post: t.string({ required: true, description: 'Their post; at most 100 characters.' }),
      validFrom: t.field({ type: 'Date', required: true, description: 'From which day on.' }),
      validTo: t.field({ type: 'Date', description: 'The day after the last; none for no end.' }),
    }),
  })
  const End = builder.inputType('EndGroupMemberInput', {
    description: 'Who leaves, and when.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the member.' }),
      validTo: t.field({ type: 'Date', required: true, description: 'The day after the last; not in the past.' }),
    }),
  })
  builder.mutationFields((t) => ({
    setUpQualityGroup: t.field({
      type: resultOf(builder, 'SetUpQualityGroup', authScopes, { id: 'ID' }),
      description: 'Sets up the quality group of an authority, or changes it; its members stay.',
      authScopes,
      audit: GROUP_SET_UP,
      args: { input: t.arg({ type: SetUp, required: true, description: 'The group.' }) },
      resolve: (_root, { input }, context) => answer(() => setUp(host, context, input)),
    }),
    nameGroupMember: t.field({
      type: resultOf(builder, 'NameGroupMember', authScopes, { id: 'ID' }),
      description: 'Names a member of a quality group. A second primary leader on the same day is a CONFLICT.',
      authScopes,
      audit: MEMBER_NAMED,
      args: { input: t.arg({ type: Name, required: true, description: 'Who.' }) },
      resolve: (_root, { input }, context) => answer(() => nameMember(host, context, input)),
    }),
    endGroupMember: t.field({
      type: resultOf(builder, 'EndGroupMember', authScopes, { id: 'ID' }),
      description: 'Lets the time of a member end. Without a successor a primary leader is then missing.',
      authScopes,
      audit: MEMBER_ENDED,
      args: { input: t.arg({ type: End, required: true, description: 'Who, and when.' }) },
      resolve: (_root, { input }, context) => answer(() => endMember(host, context, input)),
    }),
  }))
}

type Valid = { readonly validFrom: string; readonly validTo?: string | null | undefined }
type ToSetUp = Valid & {
  readonly region: string
  readonly name: string
  readonly document: string
  readonly controlMeasures: string
  readonly improvementPlan: string
}

const setUp = async (host: Host<Halls>, context: Context, input: ToSetUp) => {
  const principal = askedBy(context.principal)
  const { id: regionId, areaCode, scopeKey } = await ownRegion(host, principal, input.region)
  const said = {
    ...validityOf(input.validFrom, input.validTo),
    name: wordsOf(input.name, 'name', 100),
    document: wordsOf(input.document, 'document', 200),
    controlMeasures: wordsOf(input.controlMeasures, 'controlMeasures', 4_000),
    improvementPlan: wordsOf(input.improvementPlan, 'improvementPlan', 4_000),
  }
  const now = await host.clock.now()
  return host.change(
    context,
    GROUP_SET_UP,
    async (trx, note) => {
      const before = await lockGroup(trx, regionId)
      const kept = { id: before?.id ?? uuidV7(now.getTime()), clockId: null, leaderUntil: null }
      const by = { changedAt: now, changedBy: principal.name }
      await saveGroup(trx, { ...kept, regionId, areaCode, scopeKey, ...said, ...by })
      const group = await lockGroup(trx, regionId)
      if (group === undefined) throw fault('CONFLICT')
      await runLeaderClock(host, trx, group, now)
      const { name, document, validFrom, validTo } = said
      const was = before && { name: before.name, document: before.document }
      const subject = { type: 'QualityGroup', id: group.id }
      note({ subject, scopeKey, ...(was && { before: was }), after: { name, document, validFrom, validTo } })
      return { id: group.id }
    },
    'engine',
  )
}

type ToName = Valid & {
  readonly region: string
  readonly duty: GroupDuty
  readonly name: string
  readonly post: string
}

const nameMember = async (host: Host<Halls>, context: Context, input: ToName) => {
  const principal = askedBy(context.principal)
  const { id: regionId, areaCode, scopeKey } = await ownRegion(host, principal, input.region)
  const validity = validityOf(input.validFrom, input.validTo)
  const { duty } = input
  const [name, post] = [wordsOf(input.name, 'name', 50), wordsOf(input.post, 'post', 100)]
  const now = await host.clock.now()
  return host.change(
    context,
    MEMBER_NAMED,
    async (trx, note) => {
      const group = await lockGroup(trx, regionId)
      if (group === undefined) throw fault('CONFLICT', { detail: NO_GROUP }, ['input', 'region'])
      const leaders = (await selectMembers(trx, [group.id])).filter((each) => each.duty === 'PRIMARY_LEADER')
      if (duty === 'PRIMARY_LEADER' && leaders.some((each) => overlap(each, validity)))
        throw fault('CONFLICT', { detail: LED }, ['input', 'validFrom'])
      const id = uuidV7(now.getTime())
      await insertMember(trx, { id, groupId: group.id, regionId, areaCode, scopeKey, duty, name, post, ...validity })
      await runLeaderClock(host, trx, group, now)
      note({ subject: { type: 'QualityGroup', id: group.id }, scopeKey, after: { duty, name, post, ...validity } })
      return { id }
    },
    'engine',
  )
}

const endMember = async (
  host: Host<Halls>,
  context: Context,
  { id, validTo }: { readonly id: string; readonly validTo: string },
) => {
  const principal = askedBy(context.principal)
  const unknown = fault('NOT_FOUND', { value: id.slice(0, 64) }, ['input', 'id'])
  if (!isUuid(id)) throw unknown
  const now = await host.clock.now()
  return host.change(
    context,
    MEMBER_ENDED,
    async (trx, note) => {
      const member = await lockMember(trx, id)
      const isOwn = member !== undefined && member.scopeKey >= principal.lo && member.scopeKey < principal.hi
      const group = isOwn ? await lockGroup(trx, member.regionId) : undefined
      if (member === undefined || group === undefined) throw unknown
      const region = (await host.registers()).tree.byId(member.regionId)
      await ownRegion(host, principal, region?.code ?? '')
      if (validTo < localDate(now) || validTo <= member.validFrom) throw invalid(PAST, ['input', 'validTo'])
      if (member.validTo !== null && validTo > member.validTo) throw invalid(LATER, ['input', 'validTo'])
      await updateMember(trx, id, validTo)
      await runLeaderClock(host, trx, group, now)
      const subject = { type: 'QualityGroup', id: group.id }
      note({ subject, scopeKey: group.scopeKey, before: { validTo: member.validTo }, after: { id, validTo } })
      return { id }
    },
    'engine',
  )
}

const NO_GROUP = { 'zh-CN': '该区域尚未设立质量管控小组。', en: 'This region has no quality group yet.' }
const LED = {
  'zh-CN': '同一日期已有首席代表，请先结束其任期。',
  en: 'There is a primary leader at that time: end their time first.',
}
const PAST = {
  'zh-CN': '截止日不能早于今天，且须晚于起始日。',
  en: 'It is not in the past, and after the first day.',
}
const LATER = { 'zh-CN': '任期只能提前结束。', en: 'A time can only be made to end earlier.' }
