import { readDemoMatters } from '@zhikong/core'
import type { Limit, MatterDraft } from '@zhikong/core'

type Level = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE'

/** A matter of the demo with the levels that offer it and the department that decides. */
export type DemoMatter = {
  readonly draft: MatterDraft & { readonly promised: Limit; readonly statutory: Limit }
  readonly department: { readonly name: string; readonly nameEn: string }
  readonly levels: readonly Level[]
}

/** The made-up matters that ship with the software. */
export const demoMatters = async (): Promise<readonly DemoMatter[]> =>
  (await readDemoMatters()).map((row) => ({
    draft: {
      code: row.base_code,
      baseCode: row.base_code,
      name: row.name,
      nameEn: row.name_en,
      type: row.type,
      kind: row.kind,
      promised: { amount: row.promised_amount, unit: row.promised_unit },
      statutory: { amount: row.statutory_amount, unit: row.statutory_unit },
    },
    department: { name: row.department, nameEn: row.department_en },
    levels: row.levels,
  }))

/** A matter of the simulator: its limits are minutes, so that its cards can be watched as they come. */
export const MINUTE_MATTER: MatterDraft = {
  code: 'demo-minutes',
  name: '演示事项（分钟时限）',
  nameEn: 'Demo matter (limits in minutes)',
  type: 'OTHER',
  kind: 'PROMISED',
  promised: { amount: 2, unit: 'MINUTE' },
  statutory: { amount: 4, unit: 'MINUTE' },
}

/** Another, in days that never stop: it is warned of when 24 hours have passed. */
export const TWO_DAY_MATTER: MatterDraft = {
  code: 'demo-two-days',
  name: '演示事项（两日时限）',
  nameEn: 'Demo matter (limit of two days)',
  type: 'OTHER',
  kind: 'PROMISED',
  promised: { amount: 2, unit: 'CALENDAR_DAY' },
  statutory: { amount: 5, unit: 'CALENDAR_DAY' },
}
