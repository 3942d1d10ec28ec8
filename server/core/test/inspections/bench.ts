import { createAccount } from '../../src/access/accounts.ts'
import type { Role } from '../../src/access/roles.ts'
import type { Principal } from '../../src/graphql/context.ts'
import type { PluginBench } from '../../src/testing/plugin-bench.ts'

export const CITY = '433100000000'
export const COUNTIES = ['433101000000', '433122000000', '433123000000', '433124000000'] as const
export const NOW = '2026-03-10T10:00:00+08:00'

const PERMISSIONS = ['read', 'plan', 'check', 'conceal', 'publish'].map((verb) => `inspections.${verb}`)

/** Halls of the counties of a city; several to a county. */
export async function saveHalls(bench: PluginBench): Promise<readonly string[]> {
  const halls = COUNTIES.flatMap((region) => [1, 2, 3].map((n) => ({ code: `${region.slice(0, 6)}-${n}`, region })))
  await bench.save(
    'halls',
    halls.map(({ code, region }) => ({ code, name: `演示大厅 ${code}`, region })),
  )
  return halls.map(({ code }) => code)
}

const regionOf = (bench: PluginBench, code: string) => {
  const region = bench.registers.current().tree.byCode(code)
  if (region === undefined) throw new Error(`There is no region ${code}`)
  return { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
}

/** A person with an account and roles in a region. */
export async function person(
  bench: PluginBench,
  username: string,
  roles: readonly Role[] = ['INSPECTOR'],
  code: string = CITY,
): Promise<string> {
  const region = regionOf(bench, code)
  const given = { username, password: 'a long enough one', displayName: `演示 ${username}`, region, roles }
  return (await createAccount(bench.database, given)).id
}

/** Somebody who may do all with inspections in a region, by id. */
export const all = (bench: PluginBench, id: string, code: string = CITY): Principal => ({
  ...bench.principal(code, 'core.read', 'findings.read', ...PERMISSIONS),
  id,
  name: id,
})

type Answer = { readonly __typename: string; readonly id?: string; readonly code?: string; readonly message?: string }

/** Runs a mutation with one input; answers its id or its problem. */
export async function run(bench: PluginBench, name: string, input: object, who: Principal): Promise<Answer> {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const { data, codes } = await bench.ask(
    `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
      ... on ${title}Payload { id } ... on InputError { code message } } }`,
    { input },
    who,
  )
  return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Answer }).outcome
}

/** Asks one field; throws the code of an error. */
export async function asked<T>(bench: PluginBench, field: string, who: Principal): Promise<T> {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  if (codes.length > 0) throw new Error(codes.join(' '))
  return (data as { asked: T }).asked
}

/** A campaign of the city over its halls. */
export const plan = {
  region: CITY,
  title: '演示：大厅日常检查',
  method: 'ON_SITE',
  mode: 'PERIODIC',
  basis: 'RANDOM',
  checklist: 'hall-daily-quality',
  checklistVersion: 1,
  dueOn: '2026-03-31',
  participants: ['演示部门'],
  sampleSize: 3,
  inspectorsPerTarget: 2,
} as const

export type ShownCheck = {
  readonly id: string
  readonly hall: string
  readonly state: string
  readonly probability: number | null
  readonly insteadOf: string | null
  readonly inspectors: readonly { readonly person: string; readonly withdrawnAt: string | null }[]
}

/** The checks of a campaign with those who make them. */
export const checksOf = async (bench: PluginBench, id: string, who: Principal): Promise<readonly ShownCheck[]> => {
  const shown = await asked<{ checks: readonly ShownCheck[] }>(
    bench,
    `inspectionCampaign(id: "${id}") { checks { id hall state probability insteadOf inspectors { person withdrawnAt } } }`,
    who,
  )
  return shown.checks
}

const ANSWERS = [
  { item: 'log-kept', value: 'YES' },
  { item: 'windows-staffed', value: 'YES' },
  { item: 'unattended-counters', value: '0' },
  { item: 'order', value: '9' },
]

/** Lets one of its inspectors make a check; the items named fail. */
export async function make(bench: PluginBench, check: ShownCheck, failing: readonly string[] = []): Promise<string> {
  const inspector = check.inspectors.find(({ withdrawnAt }) => withdrawnAt === null)?.person ?? ''
  const who = all(bench, inspector)
  const answers = ANSWERS.map((answer) => (failing.includes(answer.item) ? { ...answer, value: 'NO' } : answer))
  const outcomes = [
    await run(bench, 'startInspectionCheck', { id: check.id }, who),
    await run(bench, 'saveInspectionAnswers', { id: check.id, answers: answers.slice(0, 1) }, who),
    await run(bench, 'saveInspectionAnswers', { id: check.id, answers: answers.slice(1) }, who),
    await run(bench, 'completeInspectionCheck', { id: check.id }, who),
  ]
  return outcomes.map(({ id, code, __typename }) => (id === check.id ? 'ok' : (code ?? __typename))).join(' ')
}
