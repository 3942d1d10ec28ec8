import { sql } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { SampleFrame } from '../campaign.ts'
import type { Db } from './campaign.ts'

/** A closed case that may be drawn. */
export type FrameCase = {
  readonly areaCode: number
  readonly openedOn: string
  readonly caseId: string
  readonly source: string
  readonly externalId: string
  readonly regionId: number
  readonly hallId: number
  readonly organisationId: number | null
  readonly matterId: number
  readonly endedAt: Date
  /** How many there are in all. */
  readonly total: number
}

/**
 * The `most` cases of a frame with the smallest keys, in their order, as `drawKey` reckons them; each row tells how many
 * there are in all.
 */
export async function selectFrame(
  db: Db,
  reach: Reach,
  { fromDay, toDay, matterId, channel, hallId }: SampleFrame,
  { seed, most }: { readonly seed: string; readonly most: number },
): Promise<readonly FrameCase[]> {
  const { rows } = await sql<FrameCase>`select area_code, opened_on, case_id, source, external_id, region_id, hall_id,
      organisation_id, matter_id, ended_at, (count(*) over ())::int as total
    from core."case"
    where ${withinReach(reach, { organisation: 'organisation_id', hall: 'hall_id' })} and state = 'CLOSED'
      and ended_at >= ${`${fromDay}T00:00:00+08:00`} and ended_at < ${`${toDay}T00:00:00+08:00`}
      ${matterId === null ? sql`` : sql`and matter_id = ${matterId}`}
      ${channel === null ? sql`` : sql`and channel = ${channel}`}
      ${hallId === null ? sql`` : sql`and hall_id = ${hallId}`}
    order by sha256(convert_to(${seed} || ' ' || case_id::text, 'UTF8')), case_id limit ${most}`.execute(db)
  return rows
}

/** Under which index somebody is known, and whether there is a telephone. */
export type KnownApplicant = { readonly subject: string; readonly applicant: string | null; readonly hasPhone: boolean }

/** What is known of the applicants of cases, without opening anything. In the scope of the engine. */
export async function selectApplicants(db: Db, subjects: readonly string[]): Promise<readonly KnownApplicant[]> {
  if (subjects.length === 0) return []
  const { rows } = await sql<KnownApplicant>`select distinct on (subject) subject,
      encode(coalesce(id_number_index, phone_index), 'hex') as applicant, phone_index is not null as has_phone
    from core.personal_record where holder = 'APPLICANT' and subject = any(${subjects}::text[])
    order by subject, occurred_at desc, event_key desc`.execute(db)
  return rows
}

/** Which of these were asked after an instant. */
export async function selectAsked(db: Db, applicants: readonly string[], after: Date): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ applicant: string }>`select encode(applicant, 'hex') as applicant from surveys.asked
    where encode(applicant, 'hex') = any(${applicants}::text[]) and asked_at > ${after}`.execute(db)
  return new Set(rows.map(({ applicant }) => applicant))
}

/** Notes that people are asked. */
export async function upsertAsked(
  db: Db,
  applicants: readonly string[],
  { askedAt, campaignId }: { readonly askedAt: Date; readonly campaignId: string },
): Promise<void> {
  if (applicants.length === 0) return
  await db
    .insertInto('surveys.asked')
    .values(applicants.map((hex) => ({ applicant: Buffer.from(hex, 'hex'), askedAt, campaignId })))
    .onConflict((on) => on.column('applicant').doUpdateSet({ askedAt, campaignId }))
    .execute()
}
