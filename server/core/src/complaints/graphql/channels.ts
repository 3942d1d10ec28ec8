import { readerScope } from '../../access/scope.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import {
  countChannels,
  lockChannel,
  selectChannels,
  selectChannelTests,
  type ChannelRow,
  type ChannelTestRow,
} from '../queries/channel.ts'
import type { Complaints } from '../tables.ts'
import { testChannel } from '../test-channel.ts'
import { askedBy, wordsOf } from './asked.ts'
import type { ComplaintEnums } from './enums.ts'
import { defineSaveChannel } from './save-channel.ts'
import { unitFields } from './unit-fields.ts'

const TESTED = 'complaints.channel.tested'

/** Writes the channels of complaints with their tests (6.3-k). */
export const defineChannels = (builder: Builder, host: Host<Complaints>, enums: ComplaintEnums): void => {
  defineChannelList(builder, host, enums)
  defineSaveChannel(builder, host, enums)
  defineTestChannel(builder, host)
}

const defineChannel = (builder: Builder, host: Host<Complaints>, { Way }: ComplaintEnums) => {
  const access = { permission: host.permission('complaints.read') }
  const unit = unitFields(host)
  const Test = builder.objectRef<ChannelTestRow>('ComplaintChannelTest').implement({
    access,
    description: 'A test of a channel.',
    fields: (t) => ({
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      tester: t.exposeString('tester', { description: 'By whom.' }),
      isAlive: t.exposeBoolean('alive', { description: 'Whether it was alive.' }),
      words: t.exposeString('words', { description: 'How, and what was seen.' }),
    }),
  })
  return builder.objectRef<ChannelRow>('ComplaintChannel').implement({
    access,
    description: 'A way by which one may complain 投诉渠道, tested at intervals.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      way: t.expose('kind', { type: Way, description: 'What it is.' }),
      title: t.exposeString('title', { description: 'What it is called.' }),
      address: t.exposeString('address', { description: 'Number, address or place.' }),
      proof: t.exposeString('proof', { description: 'Where it was made known.' }),
      publishedOn: t.expose('publishedOn', { type: 'Date', description: 'Since when.' }),
      testEvery: t.exposeInt('testEvery', { description: 'How often it is tested, in working days.' }),
      region: t.field({ type: 'Region', description: 'Whose it is.', resolve: unit.region }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall that has it.', resolve: unit.hall }),
      lastTestedAt: t.expose('lastTestedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was tested last.',
      }),
      lastAliveAt: t.expose('lastAliveAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was alive last.',
      }),
      isAlive: t.exposeBoolean('alive', { nullable: true, description: 'What the last test found; null before one.' }),
      nextTestDue: t.expose('nextTestDue', { type: 'DateTime', description: 'When it is to be tested next.' }),
      tests: t.field({
        type: [Test],
        description: 'The last 20 tests, the newest first.',
        resolve: ({ id }, _args, context) =>
          host.read(context, async (trx, reach) => [...(await selectChannelTests(trx, reach, id))]),
      }),
    }),
  })
}

const defineChannelList = (builder: Builder, host: Host<Complaints>, enums: ComplaintEnums): void => {
  const authScopes = { permission: host.permission('complaints.read') }
  const Connection = connectionOf(builder, 'ComplaintChannel', defineChannel(builder, host, enums), authScopes)
  builder.queryField('complaintChannels', (t) =>
    t.field({
      type: Connection,
      description: 'The channels of complaints of a region, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, first, after }, context) => {
        const size = pageSize(first)
        const [seen] = after == null ? [null] : decodeCursor(after, 1)
        const page = { limit: size + 1, after: typeof seen === 'string' && isUuid(seen) ? seen : null }
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectChannels(trx, reach, page)
            const total = await countChannels(trx, reach)
            return pageOf(rows, { first: size, after, total, cursorOf: ({ id }) => encodeCursor([id]) })
          },
          within,
        )
      },
    }),
  )
}

const defineTestChannel = (builder: Builder, host: Host<Complaints>): void => {
  const authScopes = { permission: host.permission('complaints.test') }
  const Input = builder.inputType('TestComplaintChannelInput', {
    description: 'Which channel, and what was seen.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      isAlive: t.boolean({ required: true, description: 'Whether it was alive: somebody answered, it could be used.' }),
      words: t.string({
        required: true,
        description: 'How it was tested, and what was seen; at most 1,000 characters.',
      }),
    }),
  })
  builder.mutationField('testComplaintChannel', (t) =>
    t.field({
      type: resultOf(builder, 'TestComplaintChannel', authScopes, { id: 'ID' }),
      description: 'Writes down a test of a channel; the next is due after its interval.',
      authScopes,
      audit: TESTED,
      args: { input: t.arg({ type: Input, required: true, description: 'Which, and what was seen.' }) },
      resolve: (_root, { input: { id, isAlive: alive, words } }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const seen = wordsOf(words, 'words', 1_000)
          const now = await host.clock.now()
          return host.change(
            context,
            TESTED,
            async (trx, note) => {
              const channel = isUuid(id) ? await lockChannel(trx, readerScope(principal), id) : undefined
              if (channel === undefined || channel.endedOn !== null)
                throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
              await testChannel(host, trx, channel, { by: principal, now, day: localDate(now), alive, words: seen })
              const subject = { type: 'ComplaintChannel', id }
              note({ subject, scopeKey: channel.scopeKey, after: { alive } })
              return { id }
            },
            'engine',
          )
        }),
    }),
  )
}
