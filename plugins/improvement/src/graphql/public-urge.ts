import { answer, createKeyDoor, decodeCaseId, fault, resultOf, type Builder, type Host } from '@zhikong/core'
import { receiveUrge } from '../handlers/receive-urge.ts'
import { selectUrgesOf, type UrgeRow } from '../queries/urge.ts'
import { selectUrgedCase, type UrgedCase } from '../queries/urged-case.ts'
import type { Improvement, UrgeGround } from '../tables.ts'
import type { Enums } from './enums.ts'

const OPEN = { open: true } as const
const PURPOSE = 'urge'
const DAY_MS = 86_400_000
/** Answers stay to be read for so long. */
const SHOWN_DAYS = 180

type Door = ReturnType<typeof createKeyDoor>
type Seen = { readonly urged: UrgedCase; readonly urges: readonly UrgeRow[]; readonly mayUrge: boolean }

/** Writes how a citizen urges on their own case by the link of its receipt, without an account (7-d). */
export const definePublicUrge = (builder: Builder, host: Host<Improvement>, enums: Enums): void => {
  const door = createKeyDoor((token) => host.tokens.read(PURPOSE, token) !== null)
  defineToken(builder, host)
  defineStatus(builder, host, door)
  defineUrgeMatter(builder, host, enums, door)
}

const defineToken = (builder: Builder, host: Host<Improvement>): void => {
  builder.queryField('urgeToken', (t) =>
    t.string({
      nullable: true,
      description:
        'The last part of the link by which the applicant of a case urges; null when no such case is in range.',
      authScopes: { permission: host.permission('improvement.read') },
      args: { case: t.arg.id({ required: true, description: 'The case.' }) },
      resolve: async (_root, { case: id }, context) => {
        const key = decodeCaseId(id)
        if (key == null) return null
        const found = await host.read(context, (trx, reach) => selectUrgedCase(trx, key, reach))
        return found === undefined ? null : host.tokens.sign(PURPOSE, Buffer.from(id))
      },
    }),
  )
}

/** What a link leads to; undefined for one that this installation never signed. */
const see = async (host: Host<Improvement>, token: string): Promise<Seen | undefined> => {
  const key = decodeCaseId(host.tokens.read(PURPOSE, token)?.toString() ?? '')
  if (key == null) return undefined
  const now = await host.clock.now()
  return host.withScope({ mode: 'engine' }, async (trx) => {
    const urged = await selectUrgedCase(trx, key)
    if (urged === undefined) return undefined
    const since = new Date(now.getTime() - SHOWN_DAYS * DAY_MS)
    const all = await selectUrgesOf(trx, { subject: 'CASE', subjectId: urged.caseId }, since)
    const urges = all.filter(({ source }) => source === 'PUBLIC')
    return { urged, urges, mayUrge: mayUrge(urges, now) }
  })
}

/** Once a day; and not again while the last one waits in time for its answer. */
const mayUrge = ([last]: readonly UrgeRow[], now: Date): boolean =>
  last === undefined ||
  (now.getTime() - last.receivedAt.getTime() >= DAY_MS && (last.answeredAt !== null || last.due < now))

const defineStatus = (builder: Builder, host: Host<Improvement>, door: Door): void => {
  const Answered = builder.objectRef<UrgeRow>('OwnUrge').implement({
    access: OPEN,
    description: 'An urge as its citizen sees it.',
    fields: (t) => ({
      receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it came in.' }),
      due: t.expose('due', { type: 'DateTime', description: 'By when it is answered.' }),
      answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true, description: 'When it was answered.' }),
      answer: t.exposeString('answer', { nullable: true, description: 'The answer.' }),
    }),
  })
  const Status = builder.objectRef<Seen>('OwnMatter').implement({
    access: OPEN,
    description: 'What the holder of a link may know of the case. It tells nothing of the applicant.',
    fields: (t) => ({
      number: t.string({ description: 'The number of the case.', resolve: ({ urged }) => urged.externalId }),
      hall: t.string({
        nullable: true,
        description: 'The name of the hall.',
        resolve: async ({ urged }) => (await host.registers()).index.hallById.get(urged.hallId ?? 0)?.name,
      }),
      mayUrge: t.exposeBoolean('mayUrge', { description: 'Whether the holder may urge now.' }),
      urges: t.field({
        type: [Answered],
        description: 'What was urged, the newest first.',
        resolve: ({ urges }) => [...urges],
      }),
    }),
  })
  builder.queryField('ownMatter', (t) =>
    t.field({
      type: Status,
      nullable: true,
      description: 'Looks at a case by the link of its receipt. For everybody; limited by address and by link.',
      authScopes: OPEN,
      args: { token: t.arg.string({ required: true, description: 'The last part of the link.' }) },
      resolve: async (_root, { token }, context) => {
        await door.pass(context, token)
        return (await see(host, token)) ?? null
      },
    }),
  )
}

const defineUrgeMatter = (builder: Builder, host: Host<Improvement>, { Ground }: Enums, door: Door): void => {
  const Input = builder.inputType('UrgeMatterInput', {
    description: 'Which case, and why.',
    fields: (t) => ({
      token: t.string({ required: true, description: 'The last part of the link.' }),
      ground: t.field({ type: Ground, required: true, description: 'Why; nothing is written in words.' }),
    }),
  })
  builder.mutationField('urgeMatter', (t) =>
    t.field({
      type: resultOf(builder, 'UrgeMatter', OPEN, { received: 'Boolean' }),
      description: 'Urges on the own case, once a day. For everybody; limited by address and by link.',
      authScopes: OPEN,
      audit: { none: 'The urge is its own record; who urged is not to be found in a log.' },
      args: { input: t.arg({ type: Input, required: true, description: 'Which case, and why.' }) },
      resolve: (_root, { input: { token, ground } }, context) =>
        answer(async () => {
          await door.pass(context, token)
          return urge(host, token, ground)
        }),
    }),
  )
}

const urge = async (
  host: Host<Improvement>,
  token: string,
  ground: UrgeGround,
): Promise<{ readonly received: boolean }> => {
  const seen = await see(host, token)
  if (seen === undefined) throw fault('NOT_FOUND', { value: '' }, ['input', 'token'])
  if (!seen.mayUrge) throw fault('LIMIT_EXCEEDED', { detail: WAIT }, ['input', 'token'])
  const now = await host.clock.now()
  const { urged } = seen
  const about = { subject: 'CASE', subjectId: urged.caseId, number: urged.externalId, ground } as const
  await host.withScope({ mode: 'engine' }, (trx) =>
    receiveUrge(host, trx, { ...about, place: urged, by: null, words: null }, now),
  )
  return { received: true }
}

const WAIT = {
  'zh-CN': '已收到您的督促，请等待答复；每天可督促一次。',
  en: 'Your urge was received: wait for the answer. You may urge once a day.',
}
