import type { Builder } from '../../../graphql/builder.ts'
import type { ShownEntry } from '../queries/select-entries.ts'

type Shown = { readonly field: string; readonly before: string | null; readonly after: string | null }

/** The fields of a change, side by side; a value that is no text is shown as JSON. */
export function changesOf({ content }: Pick<ShownEntry, 'content'>): readonly Shown[] {
  const { before, after } = JSON.parse(content) as { before: object | null; after: object | null }
  const [old, now] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))]
  const text = (value: unknown): string | null => {
    if (value === undefined || value === null) return null
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
  return [...new Set([...old.keys(), ...now.keys()])].map((field) => ({
    field,
    before: text(old.get(field)),
    after: text(now.get(field)),
  }))
}

function defineParts(builder: Builder) {
  const Kind = builder.enumType('AuditActorKind', {
    description: 'Who did it.',
    values: {
      ACCOUNT: { value: 'account', description: 'A person who was signed in.' },
      KEY: { value: 'key', description: 'A system with an API key.' },
      CLIENT: { value: 'client', description: 'A system with a token of its own.' },
      COMMAND: { value: 'command', description: 'Somebody on the command line of the server.' },
      ENGINE: { value: 'engine', description: 'The platform itself.' },
      NOBODY: { value: 'nobody', description: 'Somebody who was not signed in.' },
    } as const,
  })
  const Outcome = builder.enumType('AuditOutcome', {
    description: 'What came of it.',
    values: { DONE: { description: 'It was done.' }, REFUSED: { description: 'It was refused.' } },
  })
  const Actor = builder.objectRef<ShownEntry>('AuditActor').implement({
    access: { permission: 'core.audit' },
    description: 'Who did something, as it was then.',
    fields: (t) => ({
      kind: t.field({
        type: Kind,
        description: 'A person, a system, the platform itself.',
        resolve: ({ actorKind }) => actorKind as 'account',
      }),
      id: t.exposeString('actorId', { description: 'The id of the account or key; empty for nobody.' }),
      name: t.exposeString('actorName', { description: 'The name at that time; empty for nobody.' }),
    }),
  })
  const Subject = builder.objectRef<{ readonly type: string; readonly id: string }>('AuditSubject').implement({
    access: { permission: 'core.audit' },
    description: 'What something was done to.',
    fields: (t) => ({
      type: t.exposeString('type', { description: 'What it is: Hall, Person, ApiKey.' }),
      id: t.exposeString('id', { description: 'Its id or code.' }),
    }),
  })
  const Change = builder.objectRef<Shown>('AuditChange').implement({
    access: { permission: 'core.audit' },
    description: 'A field that was changed.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Its name.' }),
      before: t.exposeString('before', { nullable: true, description: 'What it was; null for nothing.' }),
      after: t.exposeString('after', { nullable: true, description: 'What it is since; null for nothing.' }),
    }),
  })
  return { Outcome, Actor, Subject, Change }
}

/** Defines `AuditEntry`. */
export function defineAuditEntry(builder: Builder) {
  const { Outcome, Actor, Subject, Change } = defineParts(builder)
  return builder.objectRef<ShownEntry>('AuditEntry').implement({
    access: { permission: 'core.audit' },
    description: 'One thing that somebody did, was shown, or was refused.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      actor: t.field({ type: Actor, description: 'Who.', resolve: (entry) => entry }),
      address: t.exposeString('address', { description: 'From which address.' }),
      requestId: t.exposeString('requestId', { description: 'The request, as the logs of the server name it.' }),
      action: t.exposeString('action', { description: 'What: core.hall.saved, core.person.signed-in.' }),
      subject: t.field({
        type: Subject,
        nullable: true,
        description: 'To what.',
        resolve: ({ subjectType: type, subjectId: id }) => (type === null || id === null ? null : { type, id }),
      }),
      changes: t.field({
        type: [Change],
        description: 'What was changed; never personal data or secrets.',
        resolve: (entry) => [...changesOf(entry)],
      }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why, where a reason is asked for.' }),
      outcome: t.field({
        type: Outcome,
        description: 'Whether it was done or refused.',
        resolve: ({ outcome }) => outcome as 'DONE',
      }),
      seal: t.exposeInt('sealNumber', {
        nullable: true,
        description: 'The number of the seal over it; null for the seconds before it is sealed.',
      }),
    }),
  })
}
