import type { PersonalData } from '../../access/personal/personal-data.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { RatingRow } from '../queries/rating.ts'
import type { Grade } from '../rules/grades.ts'
import { questionsOf, tagTitle, type RatingTag } from '../rules/questions.ts'
import type { Ratings } from '../tables.ts'
import type { Enums } from './enums.ts'
import type { Voice } from './read-voices.ts'

/** A rating with how it was given, where the reader may know. */
export type RatingView = { readonly row: RatingRow; readonly voice: Voice | null }

/** A tag as it is told. */
export type SaidTag = Pick<RatingTag, 'code' | 'title'>

/** The tags in a column. */
export const tagsOf = ({ version, tags }: Pick<RatingRow, 'version' | 'tags'>): readonly SaidTag[] =>
  tags === '' ? [] : tags.split(',').map((code) => ({ code, title: tagTitle(version, code) }))

type GradedItem = SaidTag & { readonly grade: number }

const itemsOf = ({ version, items }: RatingRow): readonly GradedItem[] => {
  const graded = JSON.parse(items) as Readonly<Record<string, Grade>>
  const asked = questionsOf(version)?.items ?? []
  return asked.flatMap(({ code, title }) => {
    const grade = graded[code]
    return grade === undefined ? [] : [{ code, title, grade }]
  })
}

/** Writes `Rating` and what it is made of. */
export const defineRating = (builder: Builder, host: Host<Ratings>, enums: Enums) => {
  const access = { permission: host.permission('ratings.read') }
  const Tag = builder.objectRef<SaidTag>('RatingTag').implement({
    access: { open: true },
    description: 'Something that may be ticked with a grade.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its name for programs.' }),
      title: t.string({
        description: "What it says, in the reader's language.",
        resolve: ({ title }, _args, { language }) => title[language],
      }),
    }),
  })
  const Item = builder.objectRef<GradedItem>('RatingItem').implement({
    access,
    description: 'A side of the service that was graded by itself.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its name for programs.' }),
      title: t.string({
        description: "What it is, in the reader's language.",
        resolve: ({ title }, _args, { language }) => title[language],
      }),
      grade: t.exposeInt('grade', { description: '1 to 5.' }),
    }),
  })
  const Voice = defineVoice(builder, host)
  const Rating = builder.objectRef<RatingView>('Rating').implement({
    access,
    description: 'What somebody said of a service. Who it was, and of which case, the rated never know.',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ row }) => row.id }),
      day: t.field({ type: 'Date', description: 'The day on which it was given.', resolve: ({ row }) => row.day }),
      kind: t.field({ type: enums.Kind, description: 'Which of its service.', resolve: ({ row }) => row.kind }),
      channel: t.field({ type: enums.Channel, description: 'Where it was given.', resolve: ({ row }) => row.channel }),
      grade: t.int({ description: '5 very satisfied to 1 very dissatisfied.', resolve: ({ row }) => row.grade }),
      isDefault: t.boolean({ description: 'Nobody gave it.', resolve: ({ row }) => row.isDefault }),
      isSatisfied: t.boolean({
        description: 'It counts as satisfied, as the setting was on its day.',
        resolve: ({ row }) => row.isSatisfied,
      }),
      tags: t.field({ type: [Tag], description: 'What was ticked.', resolve: ({ row }) => [...tagsOf(row)] }),
      items: t.field({ type: [Item], description: 'Single sides of it.', resolve: ({ row }) => [...itemsOf(row)] }),
      hasWords: t.boolean({ description: 'Something was written.', resolve: ({ row }) => row.hasWords }),
      isRealName: t.boolean({ description: 'A name or telephone was left.', resolve: ({ row }) => row.isRealName }),
      verdict: t.field({
        type: enums.Verdict,
        nullable: true,
        description: 'What became of a negative one.',
        resolve: ({ row }) => row.verdict,
      }),
      voice: t.field({
        type: Voice,
        nullable: true,
        description: 'How it was given; null for who does not deal with it, and always for the rated.',
        resolve: ({ voice }) => voice,
      }),
    }),
  })
  addPlace(builder, host, Rating)
  return { Rating, Tag }
}

type Ref = ReturnType<typeof defineRating>['Rating']

const defineVoice = (builder: Builder, host: Host<Ratings>) => {
  const access = { permission: host.permission('ratings.read') }
  const Rater = builder.objectRef<PersonalData>('Rater').implement({
    access,
    description: 'Who rated, masked.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'The family name.' }),
      phone: t.exposeString('phone', { nullable: true, description: 'The ends of the telephone.' }),
    }),
  })
  return builder.objectRef<Voice>('RatingVoice').implement({
    access,
    description: 'How a rating was given, for who deals with it.',
    fields: (t) => ({
      caseId: t.exposeID('caseId', { description: 'The id of its case.' }),
      givenAt: t.expose('givenAt', { type: 'DateTime', description: 'When.' }),
      beforeEnd: t.exposeBoolean('beforeEnd', { description: 'The case had not ended then.' }),
      words: t.exposeString('words', { nullable: true, description: 'What was written.' }),
      rater: t.expose('rater', { type: Rater, nullable: true, description: 'Who, masked; null without a name.' }),
    }),
  })
}

const addPlace = (builder: Builder, host: Host<Ratings>, Rating: Ref): void => {
  builder.objectFields(Rating, (t) => ({
    region: t.field({
      type: 'Region',
      description: 'Where.',
      resolve: async ({ row }) => {
        const region = (await host.registers()).tree.byId(row.regionId)
        if (region === undefined) throw new Error(`A rating lies in region ${row.regionId}, which no register has`)
        return region
      },
    }),
    hall: t.field({
      type: 'Hall',
      nullable: true,
      description: 'The hall.',
      resolve: async ({ row }) => (await host.registers()).index.hallById.get(row.hallId ?? 0),
    }),
    window: t.field({
      type: 'Window',
      nullable: true,
      description: 'The window.',
      resolve: async ({ row }) => (await host.registers()).index.windowById.get(row.windowId ?? 0),
    }),
    organisation: t.field({
      type: 'Organisation',
      nullable: true,
      description: 'The organisation that decided.',
      resolve: async ({ row }) => (await host.registers()).index.organisationById.get(row.organisationId ?? 0),
    }),
    matter: t.field({
      type: 'Matter',
      nullable: true,
      description: 'The matter.',
      resolve: async ({ row }) => (await host.registers()).index.matterById.get(row.matterId),
    }),
  }))
}
