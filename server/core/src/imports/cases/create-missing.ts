import type { Change, NoteChange } from '../../access/audit/change.ts'
import { parseRegionCode } from '../../graphql/scalars.ts'
import type { Registers } from '../../registers/registers.ts'
import type { Drafts, SaveReport } from '../../registers/save/index.ts'
import { OPERATOR, saveRegister } from '../../registers/save/index.ts'
import type { RegisterKind } from '../../registers/tables.ts'
import { importedEntry, type ImportSource } from '../imported-entry.ts'
import type { CaseMap } from './case-map.ts'
import type { FileProblem } from './file-problem.ts'
import type { MissingCodes } from './missing-codes.ts'

/** What `--create-missing` adds to the registers, in the order in which it can be added. */
export type NewItems = { readonly [Kind in Exclude<RegisterKind, 'regions' | 'staff'>]: readonly Drafts[Kind][] }

/** What is to be made of the codes that a file names; things are called by their codes unless the map has names. */
export function newItems(missing: MissingCodes, create: NonNullable<CaseMap['create']>): NewItems {
  const region = parseRegionCode(create.region)
  const named = (
    code: string,
    names: Readonly<Record<string, { name?: string | undefined; nameEn?: string | undefined }>>,
  ) => {
    const { name = code, nameEn } = names[code] ?? {}
    return { code, name, ...(nameEn === undefined ? {} : { nameEn }) }
  }
  return {
    organisations: [...missing.organisations].map((code) => ({ ...named(code, create.organisations), region })),
    halls: [...missing.halls].map((code) => ({ ...named(code, create.halls), region })),
    windows: [...missing.windows].map((key) => {
      const [hall = '', code = ''] = key.split('\n')
      return { hall, code, name: create.windows[code]?.name ?? code, kind: 'UNRESOLVED' }
    }),
    matters: [...missing.matters].map((code) => {
      const { type = '其他', kind = 'PROMISED' } = create.matters[code] ?? {}
      return { ...named(code, create.matters), type, kind }
    }),
    channels: [...missing.channels].map((code) => ({
      ...named(code, create.channels),
      nameEn: create.channels[code]?.nameEn ?? code,
      online: create.channels[code]?.online ?? false,
    })),
  }
}

/**
 * Adds them, all or none, in one transaction of its own before the cases are written; doing it again changes nothing.
 * With `write` false it only says what is wrong with them.
 */
export async function createMissing(
  { change, registers }: { readonly change: Change; readonly registers: Registers },
  items: NewItems,
  { today, write, source }: { readonly today: string; readonly write: boolean; readonly source?: ImportSource },
): Promise<readonly FileProblem[]> {
  const problems: FileProblem[] = []
  const undo = new Error('Nothing is to be kept')
  try {
    await change('core.register.imported', async (trx, note) => {
      const host = {
        administer: <T>(work: (inner: typeof trx, note: NoteChange) => Promise<T>) => work(trx, note),
        registers,
      }
      const save = async <Kind extends keyof NewItems>(kind: Kind): Promise<void> => {
        const asOne = ({ created }: SaveReport) => importedEntry('Register', kind, source, { created })
        const options = { actor: OPERATOR, origin: 'IMPORT', today, asOne } as const
        const report = await saveRegister(host, kind, items[kind] as readonly Drafts[Kind][], options)
        for (const { index, code, params, field } of report.problems) {
          problems.push({
            row: 0,
            column: `create.${kind}`,
            value: `${items[kind][index]?.code ?? ''} ${field}`,
            code,
            params,
          })
        }
      }
      for (const kind of ['organisations', 'halls', 'windows', 'matters', 'channels'] as const) await save(kind)
      if (!write || problems.length > 0) throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  registers.changed()
  return problems
}
