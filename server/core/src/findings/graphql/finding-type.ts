import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { FindingType } from '../contract.ts'
import type { Findings } from '../tables.ts'
import type { FindingEnums } from './enums.ts'
import { findingAccess } from './rights.ts'

/** Writes `FindingType` and the list of those that are declared. */
export const defineFindingType = (builder: Builder, host: Host<Findings>, { Severity }: FindingEnums) => {
  const authScopes = { permission: host.permission('findings.read') }
  const Type = builder.objectRef<FindingType>('FindingType').implement({
    access: findingAccess(host),
    description: 'A kind of finding, as a part of the platform declares it.',
    fields: (t) => ({
      code: t.exposeID('code', { description: 'Its code.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard that was not kept.' }),
      title: t.string({
        description: 'What it is called.',
        resolve: ({ title }, _args, { language }) => title[language],
      }),
      severity: t.expose('severity', { type: Severity, description: 'How grave it is where nobody judges it.' }),
    }),
  })
  builder.queryField('findingTypes', (t) =>
    t.field({
      type: [Type],
      description: 'All kinds of findings, by clause and code.',
      authScopes,
      resolve: () =>
        [...host.findings.types.values()].toSorted((one, other) =>
          `${one.clause} ${one.code}` < `${other.clause} ${other.code}` ? -1 : 1,
        ),
    }),
  )
  return Type
}
