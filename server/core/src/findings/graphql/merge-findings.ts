import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { mergeFinding } from '../merge.ts'
import type { FindingRow } from '../queries/finding.ts'
import type { Findings } from '../tables.ts'
import type { defineFinding } from './finding.ts'
import { checkStep, keepLedger, reachedFinding, type Keeping } from './keep-ledger.ts'
import { wordsOf } from './rights.ts'

const MERGED = 'findings.finding.merged'
const MOST = 50

/** Writes the mutation that merges findings by hand. */
export const defineMergeFindings = (
  builder: Builder,
  host: Host<Findings>,
  { Finding }: { readonly Finding: ReturnType<typeof defineFinding> },
): void => {
  const authScopes = { permission: host.permission('findings.keep') }
  const Input = builder.inputType('MergeFindingsInput', {
    description: 'Which findings are one.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The one that stays.' }),
      others: t.idList({ required: true, description: 'Those that are the same, of the same unit; at most 50.' }),
      reason: t.string({ required: true, description: 'Why they are one; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('mergeFindings', (t) =>
    t.field({
      type: resultOf(builder, 'MergeFindings', authScopes, { finding: Finding }),
      description: 'Merges open findings of a unit into one of them, all or none.',
      authScopes,
      audit: MERGED,
      args: { input: t.arg({ type: Input, required: true, description: 'Which findings are one.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const reason = wordsOf(input.reason, 'reason')
          const others = [...new Set(input.others)].filter((id) => id !== input.id).toSorted()
          if (others.length > MOST) throw fault('TOO_MANY_ITEMS', { max: MOST, count: others.length }, PATH)
          if (others.length === 0) throw invalid(NONE, PATH)
          const write = (keeping: Keeping) => mergeAll(keeping, others, reason)
          const wanted = { action: MERGED, id: input.id, step: 'MERGE', reason, write } as const
          return { finding: await keepLedger(host, context, wanted) }
        }),
    }),
  )
}

async function mergeAll(
  { db, finding, principal, now }: Keeping,
  others: readonly string[],
  reason: string,
): Promise<FindingRow> {
  let into = finding
  for (const id of others) {
    const other = await reachedFinding(db, principal, id, PATH)
    checkStep(other, 'MERGE', principal)
    if (!isOfOneUnit(other, finding)) throw fault('CONFLICT', { detail: ELSEWHERE }, PATH)
    into = await mergeFinding(db, other, into, { at: now, words: reason, by: principal })
  }
  return into
}

const isOfOneUnit = (one: FindingRow, other: FindingRow): boolean =>
  one.regionId === other.regionId && one.organisationId === other.organisationId && one.hallId === other.hallId

const PATH = ['input', 'others']
const NONE = { 'zh-CN': '请选择要合并的其他问题。', en: 'Name other findings that are the same.' }
const ELSEWHERE = {
  'zh-CN': '只能合并同一单位的问题。',
  en: 'Only findings of one unit can be merged.',
}
