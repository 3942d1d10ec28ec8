import { isPersonFault, readPersonalData } from '../../access/personal/read-personal-data.ts'
import type { PersonalData } from '../../access/personal/personal-data.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { createKeyDoor, type PublicDoor } from '../../graphql/public-door.ts'
import type { Host } from '../../host.ts'
import { giveRating, linkOf, seeLink, type SeenLink } from '../handlers/give-rating.ts'
import { questionsOf, type RatingItem, type RatingTag } from '../rules/questions.ts'
import { isRatingFault, readRating, type ReadRating, type WrittenRating } from '../rules/written.ts'
import type { Ratings } from '../tables.ts'
import type { Enums } from './enums.ts'

const OPEN = { open: true } as const

/** Writes what citizens reach who have no account: the form behind a link, and giving a rating. */
export const definePublicRating = (builder: Builder, host: Host<Ratings>, enums: Enums): void => {
  const door = createKeyDoor((token) => linkOf(host, token) !== null)
  defineForm(builder, host, enums, door)
  defineGive(builder, host, door)
}

const defineForm = (builder: Builder, host: Host<Ratings>, { Link, Kind }: Enums, door: PublicDoor): void => {
  const Form = builder.objectRef<SeenLink>('RatingForm').implement({
    access: OPEN,
    description: 'The form behind a link to rate. It tells nothing of the applicant.',
    fields: (t) => ({
      state: t.expose('state', { type: Link, description: 'Where the link stands.' }),
      kind: t.field({
        type: Kind,
        nullable: true,
        description: 'The first rating of a service, or the one after a negative was dealt with.',
        resolve: ({ link }) => link?.kind ?? null,
      }),
      version: t.int({ description: 'The version of the questions.', resolve: () => questionsOf()?.version ?? 1 }),
      tags: t.field({
        type: [defineTag(builder)],
        description: 'What may be ticked.',
        resolve: ({ state }) => (state === 'OPEN' ? [...(questionsOf()?.tags ?? [])] : []),
      }),
      items: t.field({
        type: [defineItem(builder)],
        description: 'What may be graded by itself.',
        resolve: ({ state }) => (state === 'OPEN' ? [...(questionsOf()?.items ?? [])] : []),
      }),
      hall: t.string({
        nullable: true,
        description: 'The name of the hall.',
        resolve: async ({ record }) => (await host.registers()).index.hallById.get(record?.hallId ?? 0)?.name,
      }),
      matter: t.string({
        nullable: true,
        description: 'The name of the matter.',
        resolve: async ({ record }) => (await host.registers()).index.matterById.get(record?.matterId ?? 0)?.name,
      }),
    }),
  })
  builder.queryField('ratingForm', (t) =>
    t.field({
      type: Form,
      description: 'Looks at a link to rate, without using it. For everybody; limited by address and by link.',
      authScopes: OPEN,
      args: { token: t.arg.string({ required: true, description: 'The last part of the link.' }) },
      resolve: async (_root, { token }, context) => {
        await door.pass(context, token)
        const now = await host.clock.now()
        return host.withScope({ mode: 'engine' }, (trx) => seeLink(host, trx, token, now))
      },
    }),
  )
}

const defineTag = (builder: Builder) =>
  builder.objectRef<RatingTag>('RatingFormTag').implement({
    access: OPEN,
    description: 'What may be ticked.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its name for programs.' }),
      negative: t.exposeBoolean('negative', { description: 'It goes with grades 1 to 3; else with 3 to 5.' }),
      title: t.string({
        description: "What it says, in the reader's language.",
        resolve: ({ title }, _args, { language }) => title[language],
      }),
    }),
  })

const defineItem = (builder: Builder) =>
  builder.objectRef<RatingItem>('RatingFormItem').implement({
    access: OPEN,
    description: 'A side of the service that may be graded by itself.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its name for programs.' }),
      title: t.string({
        description: "What it is, in the reader's language.",
        resolve: ({ title }, _args, { language }) => title[language],
      }),
    }),
  })

/** Reads what was sent. @throws Fault INVALID_INPUT */
export const ratingOf = (written: WrittenRating, path: readonly string[]): ReadRating => {
  const read = readRating(written)
  if (isRatingFault(read)) throw invalid(read.detail, [...path, read.field])
  return read
}

const NAMELESS = '评价人'

/** Who rates, where a name or telephone was left. @throws Fault INVALID_INPUT */
export const raterOf = (
  { name, phone }: { readonly name?: string | null | undefined; readonly phone?: string | null | undefined },
  path: readonly string[],
): PersonalData | null => {
  const [given, number] = [name?.trim() ?? '', phone?.trim() ?? '']
  if (given === '' && number === '') return null
  const read = readPersonalData({ name: given === '' ? NAMELESS : given, phone: number === '' ? null : number })
  if (isPersonFault(read)) throw invalid(read.detail, [...path, read.field])
  return read
}

const defineGive = (builder: Builder, host: Host<Ratings>, door: PublicDoor): void => {
  const Item = builder.inputType('RatingItemInput', {
    description: 'The grade of one side of the service.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Which side.' }),
      grade: t.int({ required: true, description: '5 very satisfied to 1 very dissatisfied.' }),
    }),
  })
  const Input = builder.inputType('GiveRatingInput', {
    description: 'What somebody says of a service.',
    fields: (t) => ({
      token: t.string({ required: true, description: 'The last part of the link.' }),
      grade: t.int({ required: true, description: '5 very satisfied to 1 very dissatisfied.' }),
      version: t.int({ description: 'The version of the questions that were asked; the newest unless told.' }),
      tags: t.stringList({ description: 'Codes of what was ticked.' }),
      items: t.field({ type: [Item], description: 'Grades of single sides.' }),
      words: t.string({ description: 'What was written, at most 500 characters; the rated never read it.' }),
      name: t.string({ description: 'A name for whoever gets in touch; sealed.' }),
      phone: t.string({ description: 'A telephone for whoever gets in touch; sealed.' }),
      device: t.string({ description: 'What names the device, at most 128 characters; kept as a hash.' }),
    }),
  })
  builder.mutationField('giveRating', (t) =>
    t.field({
      type: resultOf(builder, 'GiveRating', OPEN, { given: 'Boolean' }),
      description: 'Rates a service by a link, once. For everybody; limited by address and by link.',
      authScopes: OPEN,
      audit: { none: 'The rating is its own record; who gave it is not to be found in a log.' },
      args: { input: t.arg({ type: Input, required: true, description: 'What is said.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          await door.pass(context, input.token)
          const rating = ratingOf(input, ['input'])
          const rater = raterOf(input, ['input'])
          const device = input.device ?? null
          if (device !== null && device.length > 128)
            throw fault('LIMIT_EXCEEDED', { detail: LONG }, ['input', 'device'])
          const by = { token: input.token, device, address: context.address }
          await giveRating(host, { ...by, rating, rater }, await host.clock.now())
          return { given: true }
        }),
    }),
  )
}

const LONG = { 'zh-CN': '设备标识最多 128 个字符。', en: 'The name of a device has at most 128 characters.' }
