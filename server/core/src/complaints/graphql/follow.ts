import type { Builder } from '../../graphql/builder.ts'
import { createKeyDoor } from '../../graphql/public-door.ts'
import type { Host } from '../../host.ts'
import { lockComplaint, type ComplaintRow, type Db } from '../queries/complaint.ts'
import { selectByReceipt } from '../queries/origin.ts'
import { selectAdditions, type StepRow } from '../queries/step.ts'
import { mayAppeal } from '../rules/appeal.ts'
import { receiptHash } from '../rules/receipt.ts'
import type { Complaints } from '../tables.ts'
import type { ComplaintEnums } from './enums.ts'

/** What its complainant sees of a complaint. */
type Followed = { readonly row: ComplaintRow; readonly additions: readonly StepRow[]; readonly now: Date }

/** The complaint that a receipt opens, held; undefined for a code that opens none. In the scope of the engine. */
export const openedBy = async (trx: Db, receipt: string): Promise<ComplaintRow | undefined> => {
  const hash = receiptHash(receipt)
  const origin = hash === null ? undefined : await selectByReceipt(trx, hash)
  return origin && lockComplaint(trx, origin.complaintId, origin.sealed)
}

/** Writes how a complainant follows a complaint by the receipt code. */
export const defineFollowComplaint = (builder: Builder, host: Host<Complaints>, enums: ComplaintEnums): void => {
  const door = createKeyDoor((receipt) => receiptHash(receipt) !== null)
  const Followed = defineFollowed(builder, enums)
  builder.queryField('followComplaint', (t) =>
    t.field({
      type: Followed,
      nullable: true,
      description: 'What became of a complaint, for who holds its receipt code; null for a code that opens none.',
      authScopes: { open: true },
      args: { receipt: t.arg.string({ required: true, description: 'The receipt code, however it is typed.' }) },
      resolve: async (_root, { receipt }, context) => {
        await door.pass(context, receipt)
        const now = await host.clock.now()
        return host.withScope({ mode: 'engine' }, async (trx) => {
          const row = await openedBy(trx, receipt)
          return row === undefined ? null : { row, additions: await selectAdditions(trx, row), now }
        })
      },
    }),
  )
}

const defineFollowed = (builder: Builder, { Kind, Type, Category, State, Judgement }: ComplaintEnums) =>
  builder.objectRef<Followed>('FollowedComplaint').implement({
    access: { open: true },
    description: 'A complaint as its complainant sees it.',
    fields: (t) => ({
      kind: t.field({ type: Kind, description: 'What it is.', resolve: ({ row }) => row.kind }),
      type: t.field({ type: Type, description: 'How much of who says it is known.', resolve: ({ row }) => row.type }),
      category: t.field({ type: Category, description: 'What it is about.', resolve: ({ row }) => row.category }),
      state: t.field({ type: State, description: 'Where it stands.', resolve: ({ row }) => row.state }),
      receivedAt: t.field({
        type: 'DateTime',
        description: 'When it was received.',
        resolve: ({ row }) => row.receivedAt,
      }),
      stepDue: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When the next step is due.',
        resolve: ({ row }) => row.stepDue,
      }),
      judgement: t.field({
        type: Judgement,
        nullable: true,
        description: 'What was judged; null before it is answered.',
        resolve: ({ row }) => (row.repliedAt === null ? null : row.judgement),
      }),
      reply: t.string({ nullable: true, description: 'The reply.', resolve: ({ row }) => row.reply }),
      repliedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was answered.',
        resolve: ({ row }) => row.repliedAt,
      }),
      review: t.string({
        nullable: true,
        description: 'What a review came to.',
        resolve: ({ row }) => row.reviewWords,
      }),
      additions: t.stringList({
        description: 'What was added to it.',
        resolve: ({ additions }) => additions.map(({ words }) => words),
      }),
      mayAdd: t.boolean({
        description: 'Whether something may be added.',
        resolve: ({ row }) => row.state !== 'CLOSED',
      }),
      mayAppeal: t.boolean({
        description: 'Whether an appeal may be made now: once, within 60 days of the reply.',
        resolve: ({ row, now }) => mayAppeal(row, now),
      }),
    }),
  })
