import { definePlugin } from '../plugin.ts'
import { columns } from './classes.ts'
import { subjectClocks } from './clocks/all.ts'
import { loadComplaints } from './demo/complaints.ts'
import { defineComplaints } from './graphql/schema.ts'
import { indicators } from './indicators/all.ts'
import { measures } from './measures/all.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Complaints } from './tables.ts'

/** Complaints, reports and suggestions 投诉举报建议 (5-g, 6.3-k): the one flow of the platform. */
export const complaints = definePlugin<Complaints>({
  name: 'complaints',
  title: { 'zh-CN': '投诉举报', en: 'Complaints' },
  clauses: ['5-g', '6.3-k'],
  answers: {
    '5-g': { fields: ['complaints', 'judgeComplaint', 'rollup'], page: '/r/[code]/complaints' },
    '6.3-k': {
      fields: ['complaints', 'submitComplaint', 'complaintChannels', 'testComplaintChannel'],
      page: '/r/[code]/complaints',
    },
  },
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  subjectClocks,
  findingTypes: [
    {
      code: 'BAD_COMPLAINT',
      clause: '5-g',
      title: { 'zh-CN': '查实的不良投诉', en: 'A bad complaint that was upheld' },
      severity: 'SERIOUS',
    },
  ],
  emits: ['complaints.card.issued', 'complaints.complaint.received', 'complaints.complaint.moved'],
  schema: defineComplaints,
  demo: loadComplaints,
})
