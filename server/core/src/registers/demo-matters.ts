import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { LEVELS, LIMIT_UNITS, MATTER_KINDS } from './tables.ts'

const row = z.object({
  base_code: z.string(),
  name: z.string(),
  name_en: z.string(),
  type: z.string(),
  kind: z.enum(MATTER_KINDS),
  promised_amount: z.coerce.number(),
  promised_unit: z.enum(LIMIT_UNITS),
  statutory_amount: z.coerce.number(),
  statutory_unit: z.enum(LIMIT_UNITS),
  department: z.string(),
  department_en: z.string(),
  levels: z.string().transform((list) => list.split(';').map((level) => z.enum(LEVELS).parse(level))),
})

/** A made-up matter of `data/matters-demo.csv`: no official list, for demo data only. */
export type DemoMatter = Awaited<ReturnType<typeof readDemoMatters>>[number]

/** Reads the made-up matters of the demo. */
export async function readDemoMatters() {
  const text = await readFile(new URL('../../data/matters-demo.csv', import.meta.url), 'utf8')
  return z.array(row).parse(parse(text, { columns: true }))
}
