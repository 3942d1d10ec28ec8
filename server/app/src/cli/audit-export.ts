import { parseArgs } from 'node:util'
import { exportLog, parseInstant, parseLocalDate, WHOLE_PLATFORM } from '@zhikong/core'

import { changeByCommand } from './actor.ts'
import { UsageError } from './command.ts'
import type { CommandContext } from './command.ts'
import { asUsage } from './granting.ts'

const options = { from: { type: 'string' }, to: { type: 'string' } } as const

/** Writes the entries of some days as lines of JSON; that it was done is itself in the log. */
export async function exportAudit(args: readonly string[], { database, print, tell, signal }: CommandContext) {
  const { values } = parseArgs({ args: [...args], options })
  const { from, to } = values
  if (from === undefined || to === undefined) throw new UsageError('Say which days: --from 2026-03-01 --to 2026-04-01.')
  const span = await asUsage(async () => ({ from: startOf(from), to: startOf(to) }))
  await changeByCommand(await database())(
    'core.audit.exported',
    async (trx, note) => {
      let entries = 0
      for await (const { content, ...entry } of exportLog(trx, span)) {
        signal.throwIfAborted()
        print(JSON.stringify({ ...entry, content: JSON.parse(content) }))
        entries += 1
      }
      note({ subject: null, scopeKey: WHOLE_PLATFORM, after: { from, to, entries } })
      tell(`${entries} ${entries === 1 ? 'entry' : 'entries'}`)
    },
    'engine',
  )
}

const startOf = (day: string): Date => parseInstant(`${parseLocalDate(day)}T00:00:00+08:00`)
