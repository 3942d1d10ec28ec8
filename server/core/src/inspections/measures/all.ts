import type { OwnMeasure } from '../../plugin.ts'
import { recount } from '../queries/recount.ts'
import type { Db } from '../shelf.ts'

/** Checks count at their hall on the day of completion, campaigns at their region on the day they are due; what was concealed only since its release. */
export const measures: readonly OwnMeasure<Db>[] = [
  {
    code: 'inspection-checks',
    title: { 'zh-CN': '完成检查数', en: 'Checks made' },
    subject: 'own',
    recount: (db, range) => recount(db, 'checks', range),
  },
  {
    code: 'inspection-checks-failed',
    title: { 'zh-CN': '发现问题的检查数', en: 'Checks that found something wanting' },
    subject: 'own',
    recount: (db, range) => recount(db, 'failed', range),
  },
  {
    code: 'inspections-due',
    title: { 'zh-CN': '应完成的检查任务数', en: 'Inspections due' },
    subject: 'own',
    recount: (db, range) => recount(db, 'due', range),
  },
  {
    code: 'inspections-in-time',
    title: { 'zh-CN': '按时完成的检查任务数', en: 'Inspections done in time' },
    subject: 'own',
    recount: (db, range) => recount(db, 'in time', range),
  },
]
