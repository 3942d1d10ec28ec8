import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { importCasesFile, importCasesUsage } from './import-cases.ts'
import { importRegisters, importRegistersUsage } from './import-registers.ts'

type Importer = { readonly usage: string; run(args: readonly string[], context: CommandContext): Promise<number> }

/** What can be imported. */
const importers: Readonly<Record<string, Importer>> = {
  cases: { usage: importCasesUsage, run: importCasesFile },
  registers: { usage: importRegistersUsage, run: importRegisters },
}

/** Loads files of other systems. */
export const importFile: Command = {
  name: 'import',
  summary: 'load cases and registers from CSV files',
  usage: Object.values(importers)
    .map(({ usage }) => usage)
    .join('\n\n'),
  run: async ([what = '', ...args], context) => {
    const importer = Object.hasOwn(importers, what) ? importers[what] : undefined
    if (!importer) throw new UsageError(`Say what to import: ${Object.keys(importers).join(' or ')}.`)
    return importer.run(args, context)
  },
}
