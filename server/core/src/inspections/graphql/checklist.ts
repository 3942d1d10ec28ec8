import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Checklist, ChecklistItem } from '../checklist.ts'
import type { Inspections } from '../tables.ts'
import type { InspectionEnums } from './enums.ts'

/** Writes `Checklist` with its items, and the list of those that are declared. */
export const defineChecklist = (builder: Builder, host: Host<Inspections>, { ItemKind }: InspectionEnums) => {
  const authScopes = { permission: host.permission('inspections.read') }
  const Item = builder.objectRef<ChecklistItem>('ChecklistItem').implement({
    access: authScopes,
    description: 'One thing to look at.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code, by which it is answered.' }),
      clause: t.exposeString('clause', { nullable: true, description: 'Its clause, where it is another one.' }),
      text: t.string({ description: 'What to look at.', resolve: ({ text }, _args, { language }) => text[language] }),
      kind: t.expose('kind', { type: ItemKind, description: 'How it is answered.' }),
      most: t.int({
        nullable: true,
        description: 'Of a score the best; of a count how many still pass.',
        resolve: ({ kind, most }) => most ?? (kind === 'SCORE' ? 10 : kind === 'COUNT' ? 0 : null),
      }),
      pass: t.int({
        nullable: true,
        description: 'Of a score: what passes at least.',
        resolve: ({ kind, pass }) => (kind === 'SCORE' ? (pass ?? 6) : null),
      }),
      findingType: t.exposeString('findingType', { nullable: true, description: 'What it raises when it fails.' }),
    }),
  })
  const Checklist_ = builder.objectRef<Checklist>('Checklist').implement({
    access: authScopes,
    description: 'What inspectors look at, as a part of the platform declares it.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code.' }),
      version: t.exposeInt('version', { description: 'Its version; one that was used stays as it was.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard that it answers.' }),
      title: t.string({ description: 'Its title.', resolve: ({ title }, _args, { language }) => title[language] }),
      edition: t.exposeString('edition', { nullable: true, description: 'The edition of the standard it cites.' }),
      items: t.field({ type: [Item], description: 'What to look at.', resolve: ({ items }) => [...items] }),
    }),
  })
  builder.queryField('inspectionChecklists', (t) =>
    t.field({
      type: [Checklist_],
      description: 'The checklists that inspections can go by, all versions.',
      authScopes,
      resolve: () => [...host.checklists],
    }),
  )
  return Checklist_
}
