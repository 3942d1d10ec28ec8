import { randomUUID } from 'node:crypto'
import { createAccount } from '../../../src/access/accounts.ts'
import type { Principal } from '../../../src/graphql/context.ts'
import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { Example } from './mutation-examples.ts'

const COUNTY = '430102000000'

const everything = (bench: PluginBench): Principal =>
  bench.principal('43', ...['read', 'plan', 'check', 'conceal', 'publish'].map((verb) => `inspections.${verb}`))

const did = async (bench: PluginBench, name: string, input: object, as = everything(bench)): Promise<string> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const { data, codes } = await bench.ask(
    `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { ... on ${title}Payload { id }
      ... on InputError { message } } }`,
    { input },
    as,
  )
  const { id, message } = (data as { outcome: { id?: string; message?: string } } | null)?.outcome ?? {}
  if (id === undefined) throw new Error(`${name}: ${message ?? codes.join()}`)
  return id
}

const PLAN = {
  region: COUNTY,
  title: '演示检查',
  method: 'ON_SITE',
  mode: 'PERIODIC',
  basis: 'RANDOM',
  checklist: 'hall-daily-quality',
  checklistVersion: 1,
  dueOn: '2099-12-31',
  sampleSize: 1,
  inspectorsPerTarget: 2,
} as const

/** Three who inspect, and two halls to inspect. */
async function prepare(bench: PluginBench): Promise<readonly { readonly hall: string; readonly weight: number }[]> {
  const region = bench.registers.current().tree.byCode(COUNTY)
  if (region === undefined) throw new Error(`There is no region ${COUNTY}`)
  const at = { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
  for (let n = 0; n < 3; n += 1) {
    const username = `i${randomUUID().slice(0, 8)}`
    const account = { username, password: 'a long enough one', displayName: '检查员', region: at }
    await createAccount(bench.database, { ...account, roles: ['INSPECTOR'] })
  }
  const halls = [1, 2].map(() => ({ code: `I${randomUUID().slice(0, 8)}`, name: '演示大厅', region: COUNTY }))
  await bench.save('halls', halls)
  return halls.map(({ code }) => ({ hall: code, weight: 1 }))
}

const planned = (bench: PluginBench, more: object = {}) => did(bench, 'planInspection', { ...PLAN, ...more })

async function frozen(bench: PluginBench, more: object = {}): Promise<string> {
  const targets = await prepare(bench)
  return did(bench, 'freezeInspectionFrame', { id: await planned(bench, more), targets })
}

const drawn = async (bench: PluginBench, more: object = {}) =>
  did(bench, 'drawInspection', { id: await frozen(bench, more), seed: '1' })

/** The check of a campaign that was drawn, and one of its inspectors. */
async function checkOf(bench: PluginBench, id: string) {
  const { data } = await bench.ask(
    `{ inspectionCampaign(id: "${id}") { checks { id inspectors { person } } } }`,
    {},
    everything(bench),
  )
  type Shown = { inspectionCampaign: { checks: { id: string; inspectors: { person: string }[] }[] } }
  const [check] = (data as Shown).inspectionCampaign.checks
  if (check === undefined) throw new Error('Nothing was drawn.')
  return { check: check.id, as: { ...everything(bench), id: check.inspectors[0]?.person ?? '' } }
}

const ANSWERS = [
  { item: 'log-kept', value: 'YES' },
  { item: 'windows-staffed', value: 'YES' },
  { item: 'unattended-counters', value: '0' },
  { item: 'order', value: '9' },
]

async function answered(bench: PluginBench, id: string) {
  const { check, as } = await checkOf(bench, id)
  await did(bench, 'saveInspectionAnswers', { id: check, answers: ANSWERS }, as)
  return { as, input: { id: check } }
}

async function done(bench: PluginBench, more: object = {}): Promise<string> {
  const id = await drawn(bench, more)
  const { as, input } = await answered(bench, id)
  await did(bench, 'completeInspectionCheck', input, as)
  return id
}

const by =
  (make: (bench: PluginBench) => Promise<object>): Example =>
  async (bench) => ({
    as: everything(bench),
    input: await make(bench),
  })

/** Who changes inspections with what. */
export const INSPECTION_EXAMPLES: Readonly<Record<string, Example>> = {
  planInspection: by(async () => PLAN),
  freezeInspectionFrame: by(async (bench) => {
    const targets = await prepare(bench)
    return { id: await planned(bench), targets }
  }),
  drawInspection: by(async (bench) => ({ id: await frozen(bench) })),
  redrawInspection: by(async (bench) => ({ id: await drawn(bench), reason: '名单有误' })),
  replaceInspectionTarget: by(async (bench) => {
    const id = await drawn(bench)
    return { id, check: (await checkOf(bench, id)).check, reason: '搬迁' }
  }),
  recuseInspector: async (bench) => {
    const id = await drawn(bench)
    const { check, as } = await checkOf(bench, id)
    return { as, input: { id, check, interest: true, reason: '亲属' } }
  },
  startInspectionCheck: async (bench) => {
    const { check, as } = await checkOf(bench, await drawn(bench))
    return { as, input: { id: check } }
  },
  saveInspectionAnswers: async (bench) => {
    const { check, as } = await checkOf(bench, await drawn(bench))
    return { as, input: { id: check, answers: ANSWERS } }
  },
  completeInspectionCheck: async (bench) => answered(bench, await drawn(bench)),
  releaseInspection: by(async (bench) => ({ id: await done(bench, { method: 'UNDERCOVER' }) })),
  publishInspection: by(async (bench) => ({ id: await done(bench), words: '无问题。' })),
}
