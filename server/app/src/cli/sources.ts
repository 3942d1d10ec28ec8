import { parseArgs } from 'node:util'
import { giveSource, listSources } from '@zhikong/core'

import { changeByCommand } from './actor.ts'
import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { regionNamed, regionsOf } from './granting.ts'

/** Lists the systems that report, and gives one to another region. */
export const sources: Command = {
  name: 'sources',
  summary: 'list the systems that report, or give one to another region',
  usage: [
    'pnpm zhikong sources list',
    'pnpm zhikong sources give CODE --region 430100',
    '',
    'A source belongs to the region that reported under it first: regions beside it cannot report under it.',
    '--region  to whom it belongs from now on: 12 digits, or the first 2, 4, 6 or 9',
  ].join('\n'),
  run: async (args, context) => {
    const [verb, ...rest] = args
    if (verb === 'list') return list(context)
    if (verb === 'give') return give(rest, context)
    throw new UsageError('Say what to do with sources: list or give.')
  },
}

async function list({ database, print }: CommandContext): Promise<void> {
  const opened = await database()
  const tree = await regionsOf(opened)
  for (const { code, lo, hi, claimedAt } of await opened.withScope({ mode: 'administration' }, listSources)) {
    const region = tree.all.find(({ scopeKey, scopeEnd }) => scopeKey === lo && scopeEnd === hi)?.code ?? 'all'
    print([code, region, claimedAt.toISOString()].join('\t'))
  }
}

async function give(args: readonly string[], { database, print }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { region: { type: 'string' } },
    allowPositionals: true,
  })
  const [code] = positionals
  if (code === undefined) throw new UsageError('Say which source: "sources list" shows them.')
  const opened = await database()
  const { lo, hi } = regionNamed(await regionsOf(opened), values.region)
  await changeByCommand(opened)('core.source.given', async (trx, note) => {
    const before = await giveSource(trx, code, { lo, hi })
    if (before === undefined) throw new UsageError(`Nobody has reported under "${code}"; "sources list" shows them.`)
    const range = { lo: before.lo, hi: before.hi }
    note({ subject: { type: 'Source', id: code }, scopeKey: lo, before: range, after: { lo, hi } })
  })
  print(`The source ${code} belongs to ${values.region}.`)
}
