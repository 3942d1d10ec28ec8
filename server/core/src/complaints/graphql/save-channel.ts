import { reaches, readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Principal } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid, uuidV7 } from '../../uuid.ts'
import { calendarOf } from '../handling-host.ts'
import { lockChannel, upsertChannel } from '../queries/channel.ts'
import type { Db } from '../queries/complaint.ts'
import { workingDaysAfter } from '../rules/deadline.ts'
import type { ChannelTable, Complaints } from '../tables.ts'
import { awaitTest } from '../test-channel.ts'
import { askedBy, wordsOf } from './asked.ts'
import type { ComplaintEnums } from './enums.ts'

const SAVED = 'complaints.channel.saved'

/** Writes the mutation that keeps a channel. */
export const defineSaveChannel = (builder: Builder, host: Host<Complaints>, { Way }: ComplaintEnums): void => {
  const authScopes = { permission: host.permission('complaints.test') }
  const Input = builder.inputType('SaveComplaintChannelInput', {
    description: 'A channel; with an id the one that is changed.',
    fields: (t) => ({
      id: t.id({ description: 'Its id; left out for a new one.' }),
      region: t.field({ type: 'RegionCode', required: true, description: 'Whose it is; of a hall its seat.' }),
      hall: t.string({ description: 'The code of the hall that has it.' }),
      way: t.field({ type: Way, required: true, description: 'What it is.' }),
      title: t.string({ required: true, description: 'What it is called; at most 100 characters.' }),
      address: t.string({ required: true, description: 'Number, address or place; at most 200 characters.' }),
      proof: t.string({ required: true, description: 'Where it was made known; at most 500 characters.' }),
      publishedOn: t.field({ type: 'Date', required: true, description: 'Since when.' }),
      endedOn: t.field({ type: 'Date', description: 'When it ended.' }),
      testEvery: t.int({ defaultValue: 20, description: 'How often it is tested, 1 to 250 working days.' }),
    }),
  })
  builder.mutationField('saveComplaintChannel', (t) =>
    t.field({
      type: resultOf(builder, 'SaveComplaintChannel', authScopes, { id: 'ID' }),
      description: 'Keeps a channel, new or changed; it is to be tested within its interval.',
      authScopes,
      audit: SAVED,
      args: { input: t.arg({ type: Input, required: true, description: 'The channel.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const { way, publishedOn, endedOn = null } = input
          const said = {
            kind: way,
            publishedOn,
            endedOn: endedOn ?? null,
            testEvery: intervalOf(input.testEvery),
            title: wordsOf(input.title, 'title', 100),
            address: wordsOf(input.address, 'address', 200),
            proof: wordsOf(input.proof, 'proof', 500),
            ...(await placeOf(host, principal, input.region, input.hall)),
          }
          return host.change(
            context,
            SAVED,
            async (trx, note) => {
              const { id, before } = await save(host, trx, principal, said, input.id ?? null)
              const { title, address, endedOn: ended } = said
              const after = { title, address, ended }
              note({ subject: { type: 'ComplaintChannel', id }, scopeKey: said.scopeKey, before, after })
              return { id }
            },
            'engine',
          )
        }),
    }),
  )
}

type SavedChannel = Pick<
  ChannelTable,
  'kind' | 'publishedOn' | 'endedOn' | 'testEvery' | 'title' | 'address' | 'proof'
> &
  Awaited<ReturnType<typeof placeOf>>

async function save(host: Host<Complaints>, trx: Db, principal: Principal, said: SavedChannel, id: string | null) {
  const known = id !== null && isUuid(id) ? await lockChannel(trx, readerScope(principal), id) : undefined
  if (id !== null && known === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  const now = await host.clock.now()
  const calendar = await calendarOf(host, trx, { handlingKey: said.scopeKey })
  const fresh = {
    id: uuidV7(),
    roundId: uuidV7(),
    lastTestedAt: null,
    lastAliveAt: null,
    alive: null,
    nextTestDue: workingDaysAfter(calendar, now, said.testEvery),
  }
  const row = { ...(known ?? fresh), ...said }
  await upsertChannel(trx, row)
  if (known === undefined) await awaitTest(host, trx, row, now)
  else if (said.endedOn !== null)
    await host.clocks.close(trx, { clock: 'complaint-channel-test', id: row.roundId }, now)
  const before = known && { title: known.title, address: known.address, ended: known.endedOn }
  return { id: row.id, before: before ?? null }
}

async function placeOf(
  host: Host<Complaints>,
  principal: Principal,
  code: string,
  hallCode: string | null | undefined,
) {
  const { tree, index } = await host.registers()
  const hall = hallCode == null ? null : index.hallByCode.get(hallCode)
  if (hall === undefined) throw fault('UNKNOWN_HALL', { value: hallCode ?? '' }, ['input', 'hall'])
  const region = hall === null ? tree.byCode(code) : tree.byId(hall.regionId)
  const hallId = hall?.id ?? null
  const isReached = region !== undefined && reaches(principal, { scopeKey: region.scopeKey, hallId })
  if (!isReached) throw fault('NOT_FOUND', { value: hallCode ?? code }, ['input', hallCode == null ? 'region' : 'hall'])
  return { areaCode: region.areaCode, regionId: region.id, scopeKey: region.scopeKey, organisationId: null, hallId }
}

const intervalOf = (days: number | null | undefined): number => {
  const every = days ?? 20
  if (Number.isInteger(every) && every >= 1 && every <= 250) return every
  throw invalid({ 'zh-CN': '测试间隔为 1 至 250 个工作日。', en: 'An interval is 1 to 250 working days.' }, [
    'input',
    'testEvery',
  ])
}
