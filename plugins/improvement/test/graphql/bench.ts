import { definePlugin, type NewFinding, type Place, type Principal } from '@zhikong/core'
import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { randomUUID } from 'node:crypto'
import { improvement } from '../../src/index.ts'

export const CITY = '433100000000'
export const COUNTY = '433124000000'
export const OTHER_COUNTY = '433101000000'

export const MONDAY = '2026-03-02T10:00:00+08:00'
const READS = ['core.read', 'improvement.read']

/** Finds something wanting, as the plugins of the domains do. */
const finder = definePlugin({
  name: 'finder',
  title: { 'zh-CN': '问题发现（测试）', en: 'Finder (test)' },
  clauses: [],
  permissions: {},
  findingTypes: [
    { code: 'UNCIVIL', clause: '6.3-c', title: { 'zh-CN': '不文明', en: 'Uncivil' }, severity: 'SERIOUS' },
  ],
})

type Outcome = { readonly __typename: string; readonly id?: string; readonly code?: string; readonly path?: string[] }

/** A bench with a hall and two departments in each of two counties, and people who ask. */
export const openBench = async () => {
  const bench: PluginBench = await openPluginBench([improvement, finder])
  bench.setNow(MONDAY)
  const halls = [COUNTY, OTHER_COUNTY].map((region) => ({ code: region, name: `大厅 ${region}`, region }))
  await bench.save('halls', halls)
  await bench.save('organisations', [
    { code: 'WATER', name: '水利局', region: COUNTY },
    { code: 'LAND', name: '自然资源局', region: COUNTY },
    { code: 'TAX', name: '税务局', region: COUNTY },
    { code: 'OTHER', name: '外县水利局', region: OTHER_COUNTY },
  ])
  const host = bench.hostOf(improvement)
  const { index } = await bench.registers.snapshot()
  const organisation = (code: string): number => index.organisationByCode.get(code)?.id ?? -1
  const place = (code: string | null, region = COUNTY): Place => {
    const hall = index.hallByCode.get(region)
    if (hall === undefined) throw new Error(region)
    const { regionId, areaCode, scopeKey } = hall
    return { regionId, areaCode, scopeKey, organisationId: code === null ? null : organisation(code), hallId: null }
  }

  const somebody = (id: string, region: string, rights: readonly string[], unit: string | null = null): Principal => ({
    ...bench.principal(region, ...READS, ...rights.map((right) => `improvement.${right}`)),
    id,
    name: id,
    organisationId: unit === null ? null : organisation(unit),
  })
  const people = {
    manager: somebody('manager', COUNTY, ['assign', 'rectify', 'supervise', 'monitor']),
    authority: somebody('authority', CITY, ['assign', 'supervise', 'monitor', 'govern']),
    inspector: somebody('inspector', COUNTY, ['supervise']),
    water: somebody('water', COUNTY, ['rectify'], 'WATER'),
    land: somebody('land', COUNTY, ['rectify', 'supervise'], 'LAND'),
    foreign: somebody('foreign', OTHER_COUNTY, ['assign', 'rectify', 'supervise', 'monitor', 'govern']),
    auditor: somebody('auditor', CITY, []),
  }

  /** A file as somebody uploaded it; gives its id. */
  const upload = async ({ id: uploadedById, name: uploadedBy }: Principal): Promise<string> => {
    const id = randomUUID()
    const bytes = Buffer.from('演示')
    const uploadedAt = await host.clock.now()
    const about = { id, sha256: Buffer.alloc(32), mediaType: 'image/png', size: bytes.length, bytes } as const
    const nowhere = { subjectType: null, subjectId: null, attachedAt: null, permission: null, areaCode: null }
    const noPlace = { regionId: null, scopeKey: null, organisationId: null, hallId: null, releasedAt: null }
    const noVeil = { veiledLo: null, veiledHi: null, veiledOrganisationId: null, veiledHallId: null }
    const row = { ...about, uploadedById, uploadedBy, uploadedAt, ...nowhere, ...noPlace, ...noVeil }
    await host.withScope({ mode: 'engine' }, (trx) => trx.insertInto('files.file').values(row).execute())
    return id
  }

  /** Asks a mutation by name; gives its payload, or its problem, or the code of its refusal. */
  const run = async (name: string, input: object, who: Principal, field = 'id'): Promise<Outcome> => {
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const { data, codes } = await bench.ask(
      `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
        ... on ${title}Payload { ${field} } ... on InputError { code path } } }`,
      { input },
      who,
    )
    return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Outcome }).outcome
  }

  const query = async <T>(field: string, who: Principal): Promise<T> => {
    const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
    if (codes.length > 0) throw new Error(String(codes[0]))
    return (data as { asked: T }).asked
  }

  /** Puts a finding into the ledger and lets improvement hear of it; each has a cause of its own unless told. */
  const raise = async (given: Partial<NewFinding> & { readonly unit?: string | null } = {}) => {
    const { unit = 'WATER', ...more } = given
    const finding: NewFinding = {
      source: 'INSPECTION',
      sourceId: randomUUID(),
      type: 'UNCIVIL',
      cause: `CAUSE_${randomUUID()}`,
      severity: 'SERIOUS',
      title: '窗口人员未使用文明用语',
      foundAt: await host.clock.now(),
      place: place(unit),
      ...more,
    }
    const ledger = bench.hostOf(finder)
    const raised = await ledger.withScope({ mode: 'engine' }, (trx) => ledger.findings.raise(trx, finding))
    await bench.deliverEvents()
    return raised
  }

  /** The same; gives the id of its rectification. */
  const find = async (given: Parameters<typeof raise>[0] = {}): Promise<string> => {
    const { id } = await raise(given)
    const { nodes } = await query<{ readonly nodes: readonly { readonly id: string }[] }>(
      `rectifications(within: "${CITY}", filter: { finding: "${id}" }) { nodes { id } }`,
      people.authority,
    )
    return nodes[0]?.id ?? ''
  }

  const figure = async (code: string, from: string, to: string, who: Principal = people.authority) => {
    await bench.fold()
    type Row = { readonly total: { readonly display: string; readonly numerator: number; readonly n: number } }
    const [row] = await query<readonly Row[]>(
      `rollups(region: "${COUNTY}", indicators: ["${code}"], from: "${from}", to: "${to}", by: DAY) {
        total { display numerator n } }`,
      who,
    )
    return row?.total
  }

  return { ...bench, host, people, upload, run, query, raise, find, place, organisation, somebody, figure }
}

export type ImprovementBench = Awaited<ReturnType<typeof openBench>>
