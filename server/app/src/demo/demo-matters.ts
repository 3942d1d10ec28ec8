import { readFileSync } from 'node:fs'
import type { Limit, LimitUnit, MatterDraft } from '@zhikong/core'

type Level = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE'

/** A matter of the demo with the levels that offer it and the department that decides. */
export type DemoMatter = {
  readonly draft: MatterDraft & { readonly promised: Limit; readonly statutory: Limit }
  readonly department: { readonly name: string; readonly nameEn: string }
  readonly levels: readonly Level[]
}

const file = new URL('../../../core/data/matters-demo.csv', import.meta.url)

/** The demo matters that ship with the software; no field of that file holds a comma. */
export const readDemoMatters = (): readonly DemoMatter[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [code = '', name = '', nameEn = '', type = '', kind, promised, promisedUnit, statutory, statutoryUnit, ...rest] =
        line.split(',')
      const [department = '', departmentEn = '', levels = ''] = rest
      return {
        draft: {
          code,
          baseCode: code,
          name,
          nameEn,
          type,
          kind: kind === 'IMMEDIATE' ? 'IMMEDIATE' : 'PROMISED',
          promised: { amount: Number(promised), unit: unitOf(promisedUnit) },
          statutory: { amount: Number(statutory), unit: unitOf(statutoryUnit) },
        },
        department: { name: department, nameEn: departmentEn },
        levels: levels.split(';') as Level[],
      }
    })

const unitOf = (text: string | undefined): LimitUnit => (text === 'CALENDAR_DAY' ? 'CALENDAR_DAY' : 'WORKING_DAY')

/** The matter of the simulator: its limits are minutes, so that its cards can be watched as they come. */
export const MINUTE_MATTER: MatterDraft = {
  code: 'demo-minutes',
  name: '演示事项（分钟时限）',
  nameEn: 'Demo matter (limits in minutes)',
  type: 'OTHER',
  kind: 'PROMISED',
  promised: { amount: 2, unit: 'MINUTE' },
  statutory: { amount: 4, unit: 'MINUTE' },
}
