import { randomUUID } from 'node:crypto'
import { raiseFinding } from '../../../src/findings/raise.ts'
import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { Example } from './mutation-examples.ts'

const COUNTY = '430102000000'

const keeper = (bench: PluginBench) => bench.principal('43', 'core.read', 'findings.keep', 'findings.report')

/** A finding of its own in a county. */
async function aFinding(bench: PluginBench): Promise<string> {
  const region = bench.registers.current().tree.byCode(COUNTY)
  if (region === undefined) throw new Error(`There is no region ${COUNTY}`)
  const { id: regionId, areaCode, scopeKey } = region
  const { id } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
    raiseFinding(trx, {
      source: 'DETECTOR',
      sourceId: randomUUID(),
      type: 'CONDUCT',
      place: { regionId, areaCode, scopeKey },
      cause: randomUUID(),
      severity: 'MINOR',
      title: '示例问题',
      foundAt: new Date('2026-03-10T10:00:00+08:00'),
    }),
  )
  return id
}

async function proposed(bench: PluginBench): Promise<string> {
  const id = await aFinding(bench)
  const document = `mutation ($input: ProposeFindingDismissalInput!) { proposeFindingDismissal(input: $input) { __typename } }`
  await bench.ask(document, { input: { id, reason: '示例' } }, { ...keeper(bench), id: 'proposer' })
  return id
}

/** Who changes the ledger of findings with what. */
export const FINDING_EXAMPLES: Readonly<Record<string, Example>> = {
  decideFindingDismissal: async (bench) => ({
    as: keeper(bench),
    input: { id: await proposed(bench), dismiss: true, words: '示例' },
  }),
  mergeFindings: async (bench) => ({
    as: keeper(bench),
    input: { id: await aFinding(bench), others: [await aFinding(bench)], reason: '示例' },
  }),
  proposeFindingDismissal: async (bench) => ({
    as: keeper(bench),
    input: { id: await aFinding(bench), reason: '示例' },
  }),
  reportFinding: async (bench) => ({
    as: keeper(bench),
    input: { region: COUNTY, type: 'CONDUCT', cause: randomUUID(), title: '示例问题' },
  }),
}
