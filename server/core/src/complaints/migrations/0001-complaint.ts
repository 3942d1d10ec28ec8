import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appendOnly } from '../../access/audit/append-only.ts'
import { secure } from '../../database/policies.ts'
import { CHANNELS, OF_UNIT, UNIT } from './unit.ts'

/**
 * What holds of every complaint, whoever writes it: it is not assigned into the unit complained of; who looked into it
 * does not judge it, and who did either does not review it; what is told was judged before.
 */
const COMPLAINT = sql`
  id uuid primary key, serial int generated always as identity unique, round_id uuid not null unique,
  kind text not null check (kind in ('COMPLAINT', 'REPORT', 'SUGGESTION', 'MEDIA')),
  type text not null check (type in ('ANONYMOUS', 'REAL_NAME', 'SEALED')),
  category text not null check (category in ('ATTITUDE', 'EFFICIENCY', 'COMPETENCE', 'CHARGES', 'GUIDANCE', 'FACILITIES',
    'INTEGRITY', 'OTHER')),
  channel text not null check (channel in ${CHANNELS}),
  ${UNIT}, handling_area_code int not null, handling_region_id int not null, handling_key bigint not null,
  case_number text check (char_length(case_number) <= 100),
  words text not null check (char_length(words) between 1 and 4000),
  received_at timestamptz not null, received_on date not null,
  state text not null check (state in ('RECEIVED', 'REFUSED', 'REFERRED', 'ACCEPTED', 'ASSIGNED', 'INVESTIGATED', 'JUDGED',
    'REPLIED', 'APPEALED', 'CLOSED')),
  step_due timestamptz,
  accepted_at timestamptz, accepted_by_id text, accepted_by text, due_at timestamptz,
  assigned_at timestamptz, handler_id text, handler text, handler_organisation_id int, handler_hall_id int,
  investigated_at timestamptz, investigated_by_id text, investigated_by text, investigation text,
  judged_at timestamptz, judged_on date, judged_by_id text, judged_by text,
  judgement text check (judgement in ('UPHELD', 'NOT_UPHELD', 'UNVERIFIABLE')), judgement_words text, judged_in_time boolean,
  finding_id uuid references findings.finding (id),
  replied_at timestamptz, replied_by_id text, replied_by text, reply text,
  referred_at timestamptz, referred_to text, appealed_at timestamptz, appeal text,
  reviewed_at timestamptz, reviewed_by_id text, reviewed_by text, review_words text,
  closed_at timestamptz, reopenings int not null check (reopenings >= 0), told_at timestamptz,
  constraint handled_elsewhere check (handler_organisation_id <> organisation_id and handler_hall_id <> hall_id),
  constraint accepted check (state not in ('ACCEPTED', 'ASSIGNED', 'INVESTIGATED', 'JUDGED', 'REPLIED')
    or (accepted_by_id is not null and due_at is not null)),
  constraint assigned check (state not in ('ASSIGNED', 'INVESTIGATED', 'JUDGED', 'REPLIED') or handler_id is not null),
  constraint investigated check (state not in ('INVESTIGATED', 'JUDGED', 'REPLIED')
    or (investigated_by_id = handler_id and investigation is not null)),
  constraint judged check (state not in ('JUDGED', 'REPLIED')
    or (judgement is not null and judged_by_id is not null and judged_on is not null and judged_in_time is not null)),
  constraint replied check (state not in ('REPLIED', 'REFUSED') or (replied_by_id is not null and reply is not null)),
  constraint judged_by_another check (judged_by_id <> investigated_by_id),
  constraint reviewed_by_another check (reviewed_by_id not in (coalesce(judged_by_id, ''), coalesce(investigated_by_id, ''))),
  constraint appealed check (state <> 'APPEALED' or appealed_at is not null),
  constraint referred check (state <> 'REFERRED' or referred_to is not null)`

const STEP = sql`
  id uuid primary key, complaint_id uuid not null, at timestamptz not null,
  actor_id text not null, actor text not null,
  step text not null check (step in ('RECEIVE', 'ADD', 'ACCEPT', 'REFUSE', 'REFER', 'ASSIGN', 'INVESTIGATE', 'JUDGE', 'REPLY',
    'APPEAL', 'CONFIRM', 'OVERTURN', 'CLOSE', 'REOPEN', 'RELEASE')),
  state text not null, words text not null, handling_key bigint not null`

const VEIL = sql`veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
  released_at timestamptz`

/** Complaints that their units know of, with what was done; and from where each came. */
export const createComplaint: Migration = {
  up: async (db) => {
    await sql`create table complaints.complaint (${COMPLAINT},
      constraint of_a_unit check (organisation_id is not null or hall_id is not null),
      constraint not_sealed check (state <> 'REFERRED')
    )`.execute(db)
    await sql`create index complaint_place on complaints.complaint (scope_key, serial desc)`.execute(db)
    await sql`create index complaint_days on complaints.complaint (received_on, scope_key)`.execute(db)
    await sql`create index complaint_judged on complaints.complaint (judged_on, scope_key)`.execute(db)
    await secure(db, 'complaints.complaint', { ...OF_UNIT, write: ['engine'] })
    await sql`create table complaints.step (${STEP}, foreign key (complaint_id) references complaints.complaint (id)
    )`.execute(db)
    await sql`create index step_of on complaints.step (complaint_id, id)`.execute(db)
    await appendOnly(db, 'complaints.step', { read: 'range', key: 'handling_key' }, ['engine'])
    await createSealed.up(db)
    await sql`create table complaints.origin (
      complaint_id uuid primary key, sealed boolean not null, receipt_hash text not null unique,
      source text, number text, content_hash text, unique (source, number),
      check ((source is null) = (number is null) and (source is null) = (content_hash is null))
    )`.execute(db)
    await secure(db, 'complaints.origin', { read: 'engine', write: ['engine'] })
  },
}

/**
 * Sealed complaints lie where they are handled, in the region above their unit: who reads the unit's region has no row of
 * them in range, who is bound to an organisation or hall has none at all, and the veil hides them from whoever holds any
 * grant in the unit beside one above it.
 */
const createSealed: Migration = {
  up: async (db) => {
    const access = { read: 'range', key: 'handling_key', veil: true } as const
    await sql`create table complaints.sealed (${COMPLAINT}, ${VEIL})`.execute(db)
    await sql`create index sealed_place on complaints.sealed (handling_key, serial desc)`.execute(db)
    await secure(db, 'complaints.sealed', { ...access, write: ['engine'] })
    await sql`create table complaints.sealed_step (${STEP}, ${VEIL},
      foreign key (complaint_id) references complaints.sealed (id)
    )`.execute(db)
    await sql`create index sealed_step_of on complaints.sealed_step (complaint_id, id)`.execute(db)
    await appendOnly(db, 'complaints.sealed_step', access, ['engine'])
  },
}
