import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { createAccount } from '../../src/access/accounts.ts'
import type { Role } from '../../src/access/roles.ts'
import type { Principal } from '../../src/graphql/context.ts'

export const CITY = '433100000000'
export const COUNTY = '433124000000'
export const TOWNSHIP = '433124102000'
export const OTHER_COUNTY = '433101000000'

export const HANDLING = [
  'complaints.read',
  'complaints.handle',
  'complaints.judge',
  'complaints.seal',
  'complaints.reveal',
]

/** A bench with halls of a city, two counties and a township, and an organisation of the county. */
export const openBench = async (): Promise<PluginBench> => {
  const bench = await openPluginBench([])
  await bench.save(
    'halls',
    [CITY, COUNTY, TOWNSHIP, OTHER_COUNTY].map((region) => ({ code: region, name: `演示大厅 ${region}`, region })),
  )
  await bench.save('organisations', [{ code: 'WATER', name: '演示水利局', region: COUNTY }])
  bench.setNow('2026-03-02T10:00:00+08:00')
  return bench
}

/** Somebody with rights in a region. */
export const somebody = (
  bench: PluginBench,
  id: string,
  region = CITY,
  permissions: readonly string[] = HANDLING,
): Principal => ({ ...bench.principal(region, ...permissions), id, name: id })

/** Somebody bound to a hall or an organisation. */
export const boundTo = (
  bench: PluginBench,
  unit: { readonly hall?: string; readonly organisation?: string },
  region = COUNTY,
  permissions: readonly string[] = HANDLING,
): Principal => {
  const { index } = bench.registers.current()
  const organisationId =
    unit.organisation === undefined ? null : (index.organisationByCode.get(unit.organisation)?.id ?? -1)
  const hallId = unit.hall === undefined ? null : (index.hallByCode.get(unit.hall)?.id ?? -1)
  const who = somebody(bench, `bound ${unit.hall ?? unit.organisation}`, region, permissions)
  return { ...who, organisationId, hallId, grants: who.grants.map((grant) => ({ ...grant, organisationId, hallId })) }
}

/** A person with an account and roles, to whom complaints may be assigned. */
export const person = async (
  bench: PluginBench,
  name: string,
  roles: readonly { readonly role: Role; readonly region: string; readonly hall?: string }[],
): Promise<Principal> => {
  const { tree, index } = bench.registers.current()
  const place = (code: string) => {
    const region = tree.byCode(code)
    if (region === undefined) throw new Error(`There is no region ${code}`)
    return { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
  }
  const region = roles[0]?.region ?? CITY
  const account = { username: name, password: 'a long enough one', displayName: name, region: place(region), roles: [] }
  const { id } = await createAccount(bench.database, account)
  await bench.database.withScope({ mode: 'administration' }, async (trx) => {
    for (const [at, { role, region: code, hall }] of roles.entries()) {
      const { id: regionId, lo, hi } = place(code)
      const hallId = hall === undefined ? null : (index.hallByCode.get(hall)?.id ?? -1)
      const grant = {
        id: `${id.slice(0, -2)}${at}${at}`,
        accountId: id,
        role,
        regionId,
        lo,
        hi,
        hallId,
        createdAt: new Date(),
      }
      await trx.insertInto('core.roleGrant').values(grant).execute()
    }
  })
  return { ...somebody(bench, id, region), name }
}

export type Answer = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly code?: string }

/** Runs a mutation with an input and gives its outcome, or the code of what was refused. */
export const run = async (
  bench: PluginBench,
  name: string,
  input: object,
  as: Principal | null,
  fields = 'id',
): Promise<Answer> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const { data, codes } = await bench.ask(
    `mutation ($input: ${name === 'reportComplaints' ? '[ReportedComplaintInput!]' : `${title}Input`}!) {
      outcome: ${name}(input: $input) { __typename
        ... on ${title}Payload { ${fields} } ... on InputError { code path } } }`,
    { input },
    as,
  )
  if (codes.length > 0) return { __typename: String(codes[0]), code: String(codes[0]) }
  return (data as { outcome: Answer }).outcome
}

/** Asks one root field. */
export const query = async <T>(bench: PluginBench, field: string, as: Principal | null): Promise<T> => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, as)
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: T }).asked
}
