import type { CaseTypes } from '../../../cases/graphql/case-types.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { RuleDifference } from '../rule-differences.ts'
import { RULES_ACCESS } from './access.ts'
import type { defineCardRule } from './card-rule-type.ts'

/** Writes `RuleDifference`. */
export const defineRuleDifference = (
  builder: Builder,
  CardRule: ReturnType<typeof defineCardRule>,
  { CardLevel }: Pick<CaseTypes, 'CardLevel'>,
) =>
  builder.objectRef<RuleDifference>('RuleDifference').implement({
    access: RULES_ACCESS,
    description: 'How one rule of a region changes with a version, from the first moment of that version on.',
    fields: (t) => ({
      clock: t.exposeString('clock', { description: 'The name of the clock.' }),
      level: t.expose('level', { type: CardLevel, description: 'The card.' }),
      before: t.expose('before', { type: CardRule, nullable: true, description: 'As it would hold otherwise.' }),
      after: t.expose('after', { type: CardRule, nullable: true, description: 'As it holds with the version.' }),
      fields: t.stringList({ description: 'The fields that differ.', resolve: ({ fields }) => [...fields] }),
    }),
  })
