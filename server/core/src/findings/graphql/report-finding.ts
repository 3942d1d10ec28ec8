import { attachFiles } from '../../files/attach.ts'
import { reaches } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host, Place } from '../../host.ts'
import { uuidV7 } from '../../uuid.ts'
import type { FindingSeverity } from '../contract.ts'
import { lockFinding, type FindingRow } from '../queries/finding.ts'
import { raiseFinding } from '../raise.ts'
import type { Findings } from '../tables.ts'
import { askedBy, wordsOf } from './rights.ts'
import type { FindingEnums } from './enums.ts'
import type { defineFinding } from './finding.ts'

const REPORTED = 'findings.finding.reported'

type Types = FindingEnums & { readonly Finding: ReturnType<typeof defineFinding> }

/** Writes the mutation by which somebody inside reports what they saw. */
export const defineReportFinding = (builder: Builder, host: Host<Findings>, { Finding, Severity }: Types): void => {
  const authScopes = { permission: host.permission('findings.report') }
  const Input = builder.inputType('ReportFindingInput', {
    description: 'What was seen, and where.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region of the unit.' }),
      organisation: t.id({ description: 'The id of its organisation.' }),
      hall: t.id({ description: 'The id of its hall.' }),
      type: t.id({ required: true, description: 'The code of a kind, from `findingTypes`.' }),
      cause: t.string({ required: true, description: 'What it comes from, in a few words or a code; at most 60.' }),
      severity: t.field({ type: Severity, description: 'How grave; as the kind says unless told.' }),
      title: t.string({ required: true, description: 'What was seen, without names; at most 200 characters.' }),
      files: t.idList({ description: 'Ids of own files that show it, at most 20.' }),
    }),
  })
  builder.mutationField('reportFinding', (t) =>
    t.field({
      type: resultOf(builder, 'ReportFinding', authScopes, { finding: Finding }),
      description: 'Puts into the ledger what somebody saw; joins or reopens a finding that is the same.',
      authScopes: { permission: host.permission('findings.report') },
      audit: REPORTED,
      args: { input: t.arg({ type: Input, required: true, description: 'What was seen, and where.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ finding: await report(host, context, input) })),
    }),
  )
}

type Reported = {
  readonly region: string
  readonly organisation?: string | null | undefined
  readonly hall?: string | null | undefined
  readonly type: string
  readonly cause: string
  readonly severity?: FindingSeverity | null | undefined
  readonly title: string
  readonly files?: readonly string[] | null | undefined
}

async function report(
  host: Host<Findings>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  input: Reported,
): Promise<FindingRow> {
  const principal = askedBy(context.principal)
  const place = await unitOf(host, input)
  if (place === undefined || !reaches(principal, place)) throw fault('NOT_FOUND', { value: input.region }, ['input'])
  const type = host.findings.types.get(input.type)
  if (type === undefined) throw invalid(NO_TYPE, ['input', 'type'])
  const [cause, title] = [wordsOf(input.cause, 'cause', 60), wordsOf(input.title, 'title', 200)]
  const at = await host.clock.now()
  const sourceId = uuidV7(at.getTime())
  const evidence = input.files ?? []
  const found = { source: 'REPORT', sourceId, type: type.code, place, cause, title, evidence, foundAt: at } as const
  return host.change(
    context,
    REPORTED,
    async (trx, note) => {
      const severity = input.severity ?? type.severity
      const { id, outcome } = await raiseFinding(trx, { ...found, severity, by: principal })
      const subject = { type: 'findings.finding', id }
      await attachFiles(trx, evidence, { subject, place, permission: 'findings.read', uploader: principal.id, at })
      const after = { outcome, type: type.code, severity }
      note({ subject: { type: 'Finding', id }, scopeKey: place.scopeKey, after })
      const row = await lockFinding(trx, id)
      if (row === undefined) throw new Error(`The finding ${id} was raised and is not there.`)
      return row
    },
    'engine',
  )
}

/** The unit that was named; undefined for one that is not there, or not in the region. */
async function unitOf(host: Host<Findings>, { region, organisation, hall }: Reported): Promise<Place | undefined> {
  const { tree, index } = await host.registers()
  const around = tree.byCode(region)
  if (around === undefined) return undefined
  const ofHall = hall == null ? undefined : index.hallById.get(Number(hall))
  const ofOrganisation = organisation == null ? undefined : index.organisationById.get(Number(organisation))
  if ((hall != null && ofHall === undefined) || (organisation != null && ofOrganisation === undefined)) return undefined
  const at = tree.byId(ofHall?.regionId ?? ofOrganisation?.regionId ?? around.id)
  if (at === undefined || at.scopeKey < around.scopeKey || at.scopeKey >= around.scopeEnd) return undefined
  const { id: regionId, areaCode, scopeKey } = at
  return { regionId, areaCode, scopeKey, organisationId: ofOrganisation?.id ?? null, hallId: ofHall?.id ?? null }
}

const NO_TYPE = {
  'zh-CN': '没有这种问题类型，可用的类型见 findingTypes。',
  en: 'There is no such kind of finding; "findingTypes" lists them.',
}
