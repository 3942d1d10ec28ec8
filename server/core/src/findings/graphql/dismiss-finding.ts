import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import { updateFinding, type FindingRow } from '../queries/finding.ts'
import { NO_DISMISSAL } from '../settle.ts'
import type { Findings } from '../tables.ts'
import { takeStep } from '../take-step.ts'
import type { defineFinding } from './finding.ts'
import { keepLedger, type Keeping } from './keep-ledger.ts'
import { wordsOf } from './rights.ts'

const PROPOSED = 'findings.finding.dismissal-proposed'
const DECIDED = 'findings.finding.dismissal-decided'

type Types = { readonly Finding: ReturnType<typeof defineFinding> }

/** Writes the mutations by which two people dismiss what was no finding. */
export const defineDismissFinding = (builder: Builder, host: Host<Findings>, types: Types): void => {
  definePropose(builder, host, types)
  defineDecide(builder, host, types)
}

const definePropose = (builder: Builder, host: Host<Findings>, { Finding }: Types): void => {
  const authScopes = { permission: host.permission('findings.keep') }
  const Input = builder.inputType('ProposeFindingDismissalInput', {
    description: 'Which finding was none, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      reason: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('proposeFindingDismissal', (t) =>
    t.field({
      type: resultOf(builder, 'ProposeFindingDismissal', authScopes, { finding: Finding }),
      description: 'Proposes to dismiss a finding; somebody else decides.',
      authScopes,
      audit: PROPOSED,
      args: { input: t.arg({ type: Input, required: true, description: 'Which finding was none, and why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const reason = wordsOf(input.reason, 'reason')
          const write = (keeping: Keeping) => propose(keeping, reason)
          const wanted = { action: PROPOSED, id: input.id, step: 'PROPOSE_DISMISSAL', reason, write } as const
          return { finding: await keepLedger(host, context, wanted) }
        }),
    }),
  )
}

const defineDecide = (builder: Builder, host: Host<Findings>, { Finding }: Types): void => {
  const authScopes = { permission: host.permission('findings.keep') }
  const Input = builder.inputType('DecideFindingDismissalInput', {
    description: 'Whether a finding is dismissed, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      dismiss: t.boolean({ required: true, description: 'Whether it is dismissed; else it stays open.' }),
      words: t.string({ required: true, description: 'Why; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('decideFindingDismissal', (t) =>
    t.field({
      type: resultOf(builder, 'DecideFindingDismissal', authScopes, { finding: Finding }),
      description: 'Decides what somebody else proposed; not for whoever reported the finding.',
      authScopes,
      audit: DECIDED,
      args: { input: t.arg({ type: Input, required: true, description: 'Whether it is dismissed, and why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const words = wordsOf(input.words, 'words')
          const write = (keeping: Keeping) => (input.dismiss ? dismiss(keeping, words) : refuse(keeping, words))
          const wanted = { action: DECIDED, id: input.id, step: 'DECIDE_DISMISSAL', reason: words, write } as const
          return { finding: await keepLedger(host, context, wanted) }
        }),
    }),
  )
}

async function propose({ db, finding, principal, now }: Keeping, reason: string): Promise<FindingRow> {
  const { id: dismissalById, name: dismissalBy } = principal
  const proposed = await updateFinding(db, finding.id, { dismissalById, dismissalBy, dismissalReason: reason })
  await takeStep(db, proposed, { kind: 'DISMISSAL_PROPOSED', at: now, words: reason, by: principal })
  return proposed
}

async function dismiss({ db, finding, principal, now }: Keeping, words: string): Promise<FindingRow> {
  const by = { dismissedById: principal.id, dismissedBy: principal.name, dismissedAt: now }
  const dismissed = await updateFinding(db, finding.id, { ...by, state: 'DISMISSED' })
  await takeStep(db, dismissed, { kind: 'DISMISSED', at: now, words, by: principal })
  return dismissed
}

async function refuse({ db, finding, principal, now }: Keeping, words: string): Promise<FindingRow> {
  const open = await updateFinding(db, finding.id, NO_DISMISSAL)
  await takeStep(db, open, { kind: 'DISMISSAL_REFUSED', at: now, words, by: principal })
  return open
}
