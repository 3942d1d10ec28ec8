import type { OwnMeasure, PluginTransaction } from '../../plugin.ts'
import { sumCampaigns, sumVisits } from '../queries/recount.ts'
import type { Surveys } from '../tables.ts'

type Own = OwnMeasure<PluginTransaction<Surveys>>

/** Counted when a campaign ends and when a return visit is settled, at the region that asks. */
export const measures: readonly Own[] = [
  {
    code: 'survey-asked',
    title: { 'zh-CN': '调查应访人数', en: 'People to be asked' },
    subject: 'own',
    recount: (db, range) => sumCampaigns(db, range, 'asked'),
  },
  {
    code: 'survey-answered',
    title: { 'zh-CN': '调查应答人数', en: 'People who answered' },
    subject: 'own',
    recount: (db, range) => sumCampaigns(db, range, 'answered'),
  },
  {
    code: 'survey-unhappy',
    title: { 'zh-CN': '有不满意回答的人数', en: 'People with an unhappy answer' },
    subject: 'own',
    recount: (db, range) => sumCampaigns(db, range, 'unhappy'),
  },
  {
    code: 'return-visits-settled',
    title: { 'zh-CN': '办结回访数', en: 'Return visits settled' },
    subject: 'own',
    recount: (db, range) => sumVisits(db, range, false),
  },
  {
    code: 'return-visits-in-time',
    title: { 'zh-CN': '按时办结回访数', en: 'Return visits settled in time' },
    subject: 'own',
    recount: (db, range) => sumVisits(db, range, true),
  },
]
