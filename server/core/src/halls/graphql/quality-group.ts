import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { countGroups, selectGroup, selectGroups, selectMembers, type GroupRow } from '../queries/group.ts'
import { holdsOn, leaderUntil } from '../rules/leader.ts'
import type { Halls } from '../tables.ts'
import { defineMember, type MemberEnums, type Shown } from './member.ts'

/** Writes `QualityGroup`, one of a region and all within one. */
export const defineQualityGroup = (builder: Builder, host: Host<Halls>, enums: MemberEnums): void => {
  const authScopes = { permission: host.permission('halls.read') }
  const Member = defineMember(builder, host, enums)
  const Group = builder.objectRef<Shown>('QualityGroup').implement({
    access: authScopes,
    description: 'The quality group of an authority 服务质量管控小组 (4-a).',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ group }) => group.id }),
      region: t.field({
        type: 'Region',
        description: 'The region of the authority.',
        resolve: async ({ group: { regionId } }) => {
          const region = (await host.registers()).tree.byId(regionId)
          if (region === undefined) throw new Error(`A quality group is of region ${regionId}, which no register has`)
          return region
        },
      }),
      name: t.string({ description: 'What it is called.', resolve: ({ group }) => group.name }),
      document: t.string({
        description: 'The document by which it was set up.',
        resolve: ({ group }) => group.document,
      }),
      validFrom: t.field({ type: 'Date', description: 'From which day on.', resolve: ({ group }) => group.validFrom }),
      validTo: t.field({
        type: 'Date',
        nullable: true,
        description: 'The day after the last; null for no end.',
        resolve: ({ group }) => group.validTo,
      }),
      controlMeasures: t.string({
        description: 'By what measures quality is controlled.',
        resolve: ({ group }) => group.controlMeasures,
      }),
      improvementPlan: t.string({
        description: 'How quality is to be improved.',
        resolve: ({ group }) => group.improvementPlan,
      }),
      members: t.field({
        type: [Member],
        description: 'All who are or were in it, those who came first before all others.',
        resolve: ({ members, today }) => members.map((member) => ({ member, today })),
      }),
      leader: t.field({
        type: Member,
        nullable: true,
        description: 'The primary quality leader 首席代表 of today; null for a vacancy.',
        resolve: ({ group, members, today }) => {
          const member = members.find((each) => each.duty === 'PRIMARY_LEADER' && holdsOn(each, today))
          return member === undefined || !holdsOn(group, today) ? null : { member, today }
        },
      }),
      leaderUntil: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first day from today on that has no primary leader; null when each has.',
        resolve: ({ group, members, today }) => leaderUntil(group, members, today),
      }),
    }),
  })
  builder.queryField('qualityGroup', (t) =>
    t.field({
      type: Group,
      nullable: true,
      description: 'The quality group of the authority of a region; null when none was set up.',
      authScopes,
      args: { region: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }) },
      resolve: (_root, { region: code }, context) =>
        host.read(
          context,
          async (trx, reach) => {
            const region = (await host.registers()).tree.byCode(code)
            const group = region && (await selectGroup(trx, reach, region.id))
            if (group === undefined) return null
            return { group, members: await selectMembers(trx, [group.id]), today: await todayOf(host) }
          },
          code,
        ),
    }),
  )
  const Connection = connectionOf(builder, 'QualityGroup', Group, authScopes)
  builder.queryField('qualityGroups', (t) =>
    t.field({
      type: Connection,
      description: 'Quality groups of a region and of all within it, from above.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: (_root, { within, first, after }, context) => {
        const size = pageSize(first)
        return host.read(
          context,
          async (trx, reach) => {
            const groups = await selectGroups(trx, reach, { limit: size + 1, after: seen(after) })
            const ids = groups.map(({ id }) => id)
            const members = Map.groupBy(await selectMembers(trx, ids), ({ groupId }) => groupId)
            const today = await todayOf(host)
            const rows = groups.map((group) => ({ group, members: members.get(group.id) ?? [], today }))
            const cursorOf = ({ group }: { readonly group: GroupRow }) => encodeCursor([group.scopeKey])
            return pageOf(rows, { first: size, after, total: await countGroups(trx, reach), cursorOf })
          },
          within,
        )
      },
    }),
  )
}

const todayOf = async (host: Pick<Host<Halls>, 'clock'>): Promise<string> => localDate(await host.clock.now())

const seen = (after: string | null | undefined): number | null => {
  if (after == null) return null
  const [key] = decodeCursor(after, 1)
  return typeof key === 'number' ? key : Number.MAX_SAFE_INTEGER
}
