import { DAY_UNITS } from '../../clock/types.ts'
import type { SchemaTypes } from '../../graphql/builder.ts'
import type { CaseView } from '../queries/case-view.ts'
import type { CaseTypes } from './case-types.ts'

type CaseFields = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, CaseView>

const daysOf = (units: number | null): number | null => (units === null ? null : units / DAY_UNITS)

/** What the licensing law makes of a case: deemed acceptance, extension, supplement, joint and forwarded handling. */
export const caseLawFields = (t: CaseFields, { Case }: Pick<CaseTypes, 'Case'>) => ({
  deemedAcceptedAt: t.field({
    type: 'DateTime',
    nullable: true,
    description:
      'The first second at which it counted as accepted because nobody answered within five working days of its receipt (licensing law art. 32); `acceptedAt` is then the receipt. Null when it was accepted otherwise.',
    resolve: ({ record }) => record.deemedAt,
  }),
  extensionDays: t.float({
    description:
      'By how many days, in its unit, the statutory limit is extended (licensing law art. 42): what was told in time with approver and reason, up to 10, jointly 15. The promise stands.',
    resolve: ({ record }) => record.extensionDays,
  }),
  supplementDueAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'By when what the acceptance left open must come (容缺受理); null when it left nothing open.',
    resolve: ({ record }) => record.supplementDueAt,
  }),
  supplementedAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When it came.',
    resolve: ({ record }) => record.supplementedAt,
  }),
  ownHandlingDays: t.float({
    nullable: true,
    description:
      'Working time from acceptance to its end without suspensions and without the time at an upper body; null before its end.',
    resolve: ({ record: { handlingUnits, upperUnits } }) =>
      daysOf(handlingUnits === null ? null : handlingUnits - (upperUnits ?? 0)),
  }),
  upperHandlingDays: t.float({
    nullable: true,
    description:
      'Of its working time that at an upper body (licensing law art. 43), in working days; it counts for its limits all the same. Null before its end.',
    resolve: ({ record }) => daysOf(record.upperUnits),
  }),
  parent: t.field({
    type: Case,
    nullable: true,
    description:
      'The joint case 并联审批 of which it is a part, with a clock of its own; null without one, or outside of the own range.',
    resolve: (view) => view.parent(),
  }),
  children: t.field({
    type: [Case],
    description: 'Its parts within the own range, by number, at most 50; each has a clock of its own.',
    resolve: async (view) => [...(await view.children())],
  }),
})
