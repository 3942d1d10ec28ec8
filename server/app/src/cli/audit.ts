import { exportAudit } from './audit-export.ts'
import { verifyAudit } from './audit-verify.ts'
import { UsageError } from './command.ts'
import type { Command } from './command.ts'

/** Proves that nobody has changed the audit log; writes parts of it out. */
export const audit: Command = {
  name: 'audit',
  summary: 'prove that the audit log is what was written; export it',
  usage: [
    'pnpm zhikong audit verify [--heads FILE]',
    'pnpm zhikong audit export --from 2026-03-01 --to 2026-04-01',
    '',
    'verify    walks the whole log and names every place where it was changed; exit 1 when there is one',
    '--heads   the seals as they were noted outside of the database: by them a cut-off end is found.',
    '          audit-heads.log of the data folder unless told; a copy from another machine proves more',
    'export    writes entries as lines of JSON to standard output, and an entry about that into the log',
    '--from    the first day; --to the day after the last; days of Asia/Shanghai',
  ].join('\n'),
  run: async (args, context) => {
    const [verb, ...rest] = args
    if (verb === 'verify') return verifyAudit(rest, context)
    if (verb === 'export') return exportAudit(rest, context)
    throw new UsageError('Say what to do with the audit log: verify or export.')
  },
}
