/**
 * Makes `data/calendar.csv`: the days that differ from Monday to Friday by the State Council's notices.
 *
 *   npm pack chinese-days@1.5.7 && tar -xf chinese-days-1.5.7.tgz
 *   node server/core/tools/make-calendar.ts package/dist/years > server/core/data/calendar.csv
 *
 * The package (MIT) holds one file a year. A year without a file has no published notice and gets no row.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Year = { readonly holidays: Record<string, string>; readonly workdays: Record<string, string> }

const folder = process.argv[2]
if (folder === undefined) throw new Error('Name the folder that holds <year>.json, e.g. package/dist/years')

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
const chineseName = (label: string): string => label.split(',')[1] ?? label

const rows = readdirSync(folder)
  .filter((file) => /^\d{4}\.json$/.test(file))
  .flatMap((file) => {
    const year = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Year
    const off = Object.entries(year.holidays).filter(([date]) => !isWeekend(date))
    const work = Object.entries(year.workdays).filter(([date]) => isWeekend(date))
    return [
      ...off.map(([date, label]) => `${date},off,${chineseName(label)}`),
      ...work.map(([date, label]) => `${date},work,${chineseName(label)}`),
    ]
  })

process.stdout.write(['date,kind,name', ...rows.toSorted()].join('\n') + '\n')
