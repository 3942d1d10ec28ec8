import { access } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readAuditKeys, readHeads, sayFinding, verifyLog } from '@zhikong/core'
import type { Finding, Verified } from '@zhikong/core'

import { headsFile } from '../process/audit-log.ts'
import { UsageError } from './command.ts'
import type { CommandContext } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { readersLanguage } from './readers-language.ts'

const options = { heads: { type: 'string' } } as const

const MOST_SHOWN = 100

/** Walks the whole audit log and says every place where it was changed; gives the exit code. */
export async function verifyAudit(args: readonly string[], context: CommandContext): Promise<number> {
  const { values } = parseArgs({ args: [...args], options })
  const { config, print, tell } = context
  const heads = await findHeads(values.heads, context)
  const keys = await readAuditKeys(config)
  const database = await context.database()
  const bar = progressBar(process.stderr, 'seals')
  const language = readersLanguage(process.env)
  let found = 0
  const verified = await database
    .withOwner((owner) =>
      verifyLog(owner, {
        keys,
        ...(heads === undefined ? {} : { heads: readHeads(heads, database.name) }),
        onProgress: bar.show,
        onFinding: (finding: Finding) => {
          found += 1
          if (found <= MOST_SHOWN) print(`${finding.kind}  ${sayFinding(finding)[language]}`)
        },
      }),
    )
    .finally(bar.end)
  if (found > MOST_SHOWN) tell(`… and ${found - MOST_SHOWN} more.`)
  if (heads === undefined) tell('There are no heads to compare with: a cut-off end would not be found.')
  return tellVerified(verified, found, context)
}

/** The file of heads; that of the data folder when none is named and it is there. */
async function findHeads(named: string | undefined, { config }: CommandContext): Promise<string | undefined> {
  const file = named ?? headsFile(config)
  try {
    await access(file)
    return file
  } catch {
    if (named === undefined) return undefined
    throw new UsageError(`The file ${named} cannot be read.`)
  }
}

function tellVerified({ seals, entries, pending }: Verified, found: number, { print }: CommandContext): number {
  print(`seals     ${seals}`)
  print(`entries   ${entries} sealed, ${pending} waiting`)
  print(
    found === 0
      ? 'The audit log is whole.'
      : `The audit log was changed in ${found} ${found === 1 ? 'place' : 'places'}.`,
  )
  return found === 0 ? 0 : 1
}
