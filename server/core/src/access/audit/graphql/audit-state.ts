import type { Builder } from '../../../graphql/builder.ts'
import { readerScope } from '../../scope.ts'
import { selectState, type AuditState } from '../queries/select-state.ts'
import type { AuditServices } from './define.ts'

const USUAL_RETENTION_DAYS = 400

/** Defines `AuditState` and `auditState`. */
export function defineAuditState(builder: Builder, { audit }: AuditServices): void {
  const State = builder.objectRef<AuditState>('AuditState').implement({
    access: { permission: 'core.audit' },
    description: 'How the audit log stands.',
    fields: (t) => ({
      entries: t.exposeInt('entries', { description: 'How many entries the own range holds.' }),
      sealed: t.exposeInt('sealed', { description: 'How many of them are sealed.' }),
      lastSealAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When the newest seal of the platform was made.',
        resolve: ({ lastSeal }) => lastSeal?.at ?? null,
      }),
      lastSealNumber: t.int({
        nullable: true,
        description: 'The number of the newest seal.',
        resolve: ({ lastSeal }) => lastSeal?.number ?? null,
      }),
      lastSeal: t.string({
        nullable: true,
        description: 'The newest seal, to be noted elsewhere: by it a cut-off end of the log is found.',
        resolve: ({ lastSeal }) => lastSeal?.seal ?? null,
      }),
      retentionDays: t.int({
        description: 'How many days entries are kept.',
        resolve: () => audit?.retentionDays ?? USUAL_RETENTION_DAYS,
      }),
    }),
  })
  builder.queryField('auditState', (t) =>
    t.field({
      type: State,
      authScopes: { permission: 'core.audit' },
      description: 'How the audit log stands.',
      resolve: (_root, _args, { principal, read }) => read((db) => selectState(db, readerScope(principal))),
    }),
  )
}
