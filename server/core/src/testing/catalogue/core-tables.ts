import type { Fillers } from './fill-row.ts'

const OF_CHECKLIST = { checklist: () => 'hall-daily-quality', checklist_version: () => 1 } as const
const CAMPAIGN = { ...OF_CHECKLIST, sample_size: () => 1, inspectors_per_target: () => 2 } as const
const NO_RESULT = JSON.stringify({
  kind: 'NONE',
  n: 0,
  failed: 0,
  population: 1,
  share: null,
  total: null,
  interval: null,
})

/** Tables of inspections, each of which there is twice. */
const INSPECTIONS: Fillers = Object.fromEntries(
  ['', 'veiled_'].flatMap((prefix): [string, Fillers[string]][] => [
    [`inspections.${prefix}campaign`, CAMPAIGN],
    [`inspections.${prefix}target`, { weight: () => 1 }],
    [`inspections.${prefix}draw`, { number: () => 1 }],
    [`inspections.${prefix}check`, { ...OF_CHECKLIST, method: () => 'ON_SITE' }],
  ]),
)

/** Values of core's tables, and of its shared records, that follow from no type and no list. */
export const CORE_FILLERS: Fillers = {
  'core.region': { code: (serial) => String(430_000_000_000 + serial) },
  'breaches.breach': { from_day: () => '2026-01-01', to_day: () => '2026-02-01', until_day: () => null },
  'complaints.channel': { test_every: () => 20 },
  'files.file': {
    bytes: () => Buffer.alloc(32),
    size: () => 32,
    subject_type: (serial) => `canary-${serial}`,
    subject_id: (serial) => `canary-${serial}`,
    attached_at: () => new Date(0),
    permission: () => 'findings.read',
    area_code: () => 430_000,
    region_id: (serial) => serial,
  },
  'ratings.rating': {
    grade: () => 3,
    version: () => 1,
    tags: () => '',
    items: () => '{}',
    is_default: () => false,
    has_words: () => false,
  },
  'ratings.repeat': { grade: () => 3 },
  'ratings.work_order': { grade: () => 2, version: () => 1, tags: () => '' },
  'ratings.order_step': { step: () => 'CONTACT', state: () => 'CONTACTED' },
  'ratings.terms': { satisfied_from: () => 3 },
  'findings.finding': { occurrences: () => 1 },
  ...INSPECTIONS,
  'inspections.publication': { result: () => NO_RESULT },
  'halls.quality_group': { valid_to: () => null },
  'halls.group_member': { valid_to: () => null },
  'halls.score': { value: () => 50 },
  'halls.score_part': { weight: () => 1, points: () => 50 },
  'halls.objective': {
    from_day: () => '2026-01-01',
    to_day: () => '2026-04-01',
    withdrawn_at: () => null,
    withdrawn_reason: () => null,
  },
  'surveys.campaign': { survey_code: () => 'four-reductions', survey_version: () => 1 },
  'surveys.unit_result': { survey_code: () => 'four-reductions', survey_version: () => 1, indices: () => '[]' },
}

/** Where whoever reads leaves a trace: tables that a reader's transaction may append to, and do nothing else. */
export const READERS_APPEND_TO = ['core.audit_entry', 'core.audit_pending', 'core.personal_opening'] as const
