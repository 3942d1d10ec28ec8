import type { Builder } from '../../../graphql/builder.ts'
import { versionName } from '../pack-version.ts'
import type { PackView } from '../select-packs.ts'
import { readRules } from '../stored-rules.ts'
import { RULES_ACCESS } from './access.ts'
import type { defineCardRule } from './card-rule-type.ts'

/** Writes `RulePack`. */
export const defineRulePack = (builder: Builder, CardRule: ReturnType<typeof defineCardRule>) =>
  builder.objectRef<PackView>('RulePack').implement({
    access: RULES_ACCESS,
    description:
      'A version of the rules that a region states for itself and all within it. It states what differs; every other rule is that of the nearest region above, at last the platform. Versions are never changed.',
    fields: (t) => ({
      id: t.id({ description: 'The id of the pack: one for each region.', resolve: ({ row }) => row.id }),
      version: t.int({ description: 'Its number, from 1.', resolve: ({ row }) => row.version }),
      name: t.string({
        description: '`<id>@<version>`: what cards name.',
        resolve: ({ row }) => versionName(row),
      }),
      region: t.expose('region', { type: 'Region', description: 'The region that states it.' }),
      effectiveFrom: t.field({
        type: 'Date',
        description:
          'The first day on which it holds for what begins; what began before it was saved keeps its rules. A version replaces those planned before it.',
        resolve: ({ row }) => row.effectiveFrom,
      }),
      createdAt: t.field({ type: 'DateTime', description: 'When it was saved.', resolve: ({ row }) => row.createdAt }),
      createdBy: t.string({ description: 'Who saved it.', resolve: ({ row }) => row.createdBy }),
      note: t.string({
        nullable: true,
        description: 'Why, in the words of who saved it.',
        resolve: ({ row }) => row.note,
      }),
      rules: t.field({
        type: [CardRule],
        description: 'The rules that it states itself; `rulesInForce` answers all that hold.',
        resolve: ({ row }) => readRules(row.content).map((rule) => ({ ...rule, statedBy: versionName(row) })),
      }),
    }),
  })
