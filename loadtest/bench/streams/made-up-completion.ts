import type { EventClass } from './scene.ts'

const HOUR = 3_600_000
const MATTER = 'BUSINESS-LICENCE'

/** The system under whose name cases of the benchmark are reported. */
export const SOURCE = 'bench-streams'

/** The event by which case `number` of a run begins, or by which it ends, in the shape of `CaseEventInput`. */
export const madeUpEvent = (run: string, number: number, { hall, organisation }: EventClass, ends: boolean) => ({
  source: SOURCE,
  externalId: caseNumber(run, number),
  eventId: ends ? 'closed' : 'accepted',
  kind: ends ? 'CLOSED' : 'ACCEPTED',
  occurredAt: new Date(Date.now() - (ends ? 0.1 : 1) * HOUR).toISOString(),
  hall,
  organisation,
  matter: MATTER,
})

/** What a peer tells of it: the fields that the console asks of us, as long as ours. */
export const madeUpCompletion = (run: string, number: number, { regions: [region = ''] }: EventClass) => ({
  seq: String(1_000_000 + number),
  at: new Date(Date.now() - 0.1 * HOUR).toISOString(),
  caseId: `${region.slice(0, 6)}-20261123-0123456789abcdef0123456789abcdef`,
  caseNumber: caseNumber(run, number),
  outcome: 'CLOSED',
  matter: '营业执照（示例）',
  hall: '大厅（示例）',
  organisation: '部门（示例）',
  regionCode: region,
  regionName: '芙蓉区',
  onTime: true,
  countedDays: 0,
})

const caseNumber = (run: string, number: number): string => `${run}-${number}`
