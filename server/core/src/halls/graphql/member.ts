import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { GroupRow, MemberRow } from '../queries/group.ts'
import { holdsOn } from '../rules/leader.ts'
import type { GroupDuty, Halls } from '../tables.ts'

/** A group with its members, as of a local day. */
export type Shown = { readonly group: GroupRow; readonly members: readonly MemberRow[]; readonly today: string }

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

/** Writes `GroupDuty`. */
export const defineMemberEnums = (builder: Builder) => ({
  Duty: builder.enumType('GroupDuty', {
    description: 'What a member of a quality group does.',
    values: {
      PRIMARY_LEADER: { description: 'The quality leader who answers for all 首席代表; one at a time.' },
      LEADER: { description: 'A further quality leader 质量负责人.' },
      MEMBER: { description: 'A member 成员.' },
    } satisfies Values<GroupDuty>,
  }),
})

export type MemberEnums = ReturnType<typeof defineMemberEnums>

/** Writes `QualityGroupMember`. */
export const defineMember = (builder: Builder, host: Host<Halls>, { Duty }: MemberEnums) =>
  builder.objectRef<{ readonly member: MemberRow; readonly today: string }>('QualityGroupMember').implement({
    access: { permission: host.permission('halls.read') },
    description: 'A member of a quality group.',
    fields: (t) => ({
      id: t.id({ description: 'The id.', resolve: ({ member }) => member.id }),
      duty: t.field({ type: Duty, description: 'What they do.', resolve: ({ member }) => member.duty }),
      name: t.string({ description: 'Who.', resolve: ({ member }) => member.name }),
      post: t.string({ description: 'Their post.', resolve: ({ member }) => member.post }),
      validFrom: t.field({
        type: 'Date',
        description: 'From which day on.',
        resolve: ({ member }) => member.validFrom,
      }),
      validTo: t.field({
        type: 'Date',
        nullable: true,
        description: 'The day after the last; null for no end.',
        resolve: ({ member }) => member.validTo,
      }),
      holds: t.boolean({
        description: 'Whether they are in it today.',
        resolve: ({ member, today }) => holdsOn(member, today),
      }),
    }),
  })
