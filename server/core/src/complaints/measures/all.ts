import type { OwnMeasure } from '../../plugin.ts'
import type { Text } from '../../text.ts'
import type { Db } from '../queries/complaint.ts'
import { sumChannelTests, sumComplaints } from '../queries/sums.ts'
import type { ComplaintMeasure } from '../rules/counted.ts'

type Own = OwnMeasure<Db>

const TITLES: Readonly<Record<ComplaintMeasure, Text>> = {
  'complaints-received': { 'zh-CN': '收到投诉举报', en: 'Complaints received' },
  'complaints-bad': { 'zh-CN': '收到不良投诉', en: 'Bad complaints received' },
  'complaints-judged': { 'zh-CN': '认定投诉举报', en: 'Complaints judged' },
  'complaints-judged-on-time': { 'zh-CN': '按时认定投诉举报', en: 'Complaints judged on time' },
  'complaints-bad-upheld': { 'zh-CN': '查实不良投诉', en: 'Bad complaints upheld' },
}

const own = (code: string, title: Text, recount: Own['recount']): Own => ({
  code,
  title,
  subject: 'own',
  byOrganisation: true,
  recount,
})

/** Everything that is counted of complaints, all of it over own records; a sealed one counts when it is released. */
export const measures: readonly Own[] = [
  ...(Object.keys(TITLES) as readonly ComplaintMeasure[]).map((code) =>
    own(code, TITLES[code], (db, range) => sumComplaints(db, range, code)),
  ),
  own('complaint-channel-tests', { 'zh-CN': '投诉渠道测试', en: 'Tests of channels' }, (db, range) =>
    sumChannelTests(db, range, false),
  ),
  own(
    'complaint-channel-tests-alive',
    { 'zh-CN': '投诉渠道测试畅通', en: 'Tests that found a channel alive' },
    (db, range) => sumChannelTests(db, range, true),
  ),
]
