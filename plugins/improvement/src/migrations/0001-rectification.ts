import { appendOnly, secure } from '@zhikong/core'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const PLACE = sql`area_code int not null, region_id int not null, scope_key bigint not null,
  organisation_id int, hall_id int`

/** The unit that is to repair sees its own. */
const OF_UNIT = { read: 'range', write: ['engine'], organisation: 'organisation_id', hall: 'hall_id' } as const

/**
 * Rectifications of findings. What clause 7-b asks for is held here too: none is closed without measures, evidence, a
 * report, and a recheck that passed, by somebody who did none of it, from another body than the unit.
 */
export const createRectification: Migration = {
  up: async (db) => {
    await sql`create table improvement.rectification (
      id uuid primary key, serial int generated always as identity unique, round_id uuid not null unique,
      kind text not null check (kind in ('SINGLE', 'SYSTEMIC')),
      finding_id uuid unique, trend_id int unique,
      finding_type text not null, cause text not null,
      severity text not null check (severity in ('MINOR', 'SERIOUS', 'GRAVE')),
      title text not null, ${PLACE},
      state text not null check (state in ('FOUND', 'ASSIGNED', 'ACCEPTED', 'PLANNED', 'DONE', 'FED_BACK', 'REOPENED',
        'CLOSED', 'WITHDRAWN')),
      step_due timestamptz not null, found_at timestamptz not null, hand_over_due timestamptz not null,
      addressed_at timestamptz, assigned_at timestamptz, issuer_id text, issuer text, requirement text,
      first_due timestamptz, due timestamptz, extended boolean not null default false,
      accepted_at timestamptz, accepted_by_id text, accepted_by text,
      planned_at timestamptz, planned_by_id text, planned_by text, measures text, responsible text,
      done_at timestamptz, done_by_id text, done_by text, outcome text, evidence text,
      fed_back_at timestamptz, fed_back_by_id text, fed_back_by text, feedback text,
      recheck_due timestamptz, rechecked_at timestamptz, rechecked_by_id text, rechecked_by text, rechecked_from text,
      recheck_passed boolean, recheck_words text,
      closed_at timestamptz, first_closed_at timestamptz, reopened_at timestamptz, reopenings int not null default 0,
      effect_due timestamptz, effect text check (effect in ('PENDING', 'EFFECTIVE', 'REPEATED')), effect_at timestamptz,
      check ((kind = 'SINGLE') = (finding_id is not null)),
      check ((kind = 'SYSTEMIC') = (trend_id is not null)),
      constraint handed_over check (state in ('FOUND', 'WITHDRAWN') or (assigned_at is not null and issuer is not null
        and first_due is not null and due is not null and due >= first_due and (organisation_id is not null or hall_id is not null
        or kind = 'SYSTEMIC'))),
      constraint planned check (state not in ('PLANNED', 'DONE', 'FED_BACK', 'CLOSED')
        or (accepted_by_id is not null and planned_by_id is not null and coalesce(measures, '') <> ''
          and coalesce(responsible, '') <> '')),
      constraint evident check (state not in ('DONE', 'FED_BACK', 'CLOSED')
        or (done_by_id is not null and done_at is not null and coalesce(evidence, '') like '["%')),
      constraint fed_back check (state not in ('FED_BACK', 'CLOSED')
        or (fed_back_by_id is not null and coalesce(feedback, '') <> '' and recheck_due is not null)),
      constraint rechecked check (state <> 'CLOSED'
        or (recheck_passed is true and rechecked_by_id is not null and rechecked_from is not null and closed_at is not null)),
      constraint rechecked_by_another check (rechecked_by_id is null or rechecked_by_id not in
        (coalesce(accepted_by_id, ''), coalesce(planned_by_id, ''), coalesce(done_by_id, ''),
         coalesce(fed_back_by_id, ''))),
      constraint rechecked_from_elsewhere check (rechecked_from is null
        or (organisation_id is not null and rechecked_from not like '%.o' || organisation_id)
        or (organisation_id is null and (hall_id is null or rechecked_from not like '%.h' || hall_id)))
    )`.execute(db)
    await sql`create index rectification_turn on improvement.rectification (scope_key, state, step_due, serial)`.execute(
      db,
    )
    await sql`create index rectification_cause on improvement.rectification
      (finding_type, cause, scope_key, found_at)`.execute(db)
    await secure(db, 'improvement.rectification', OF_UNIT)
    await createStep.up(db)
    await createExtension.up(db)
  },
}

/** What was done; who is bound to a unit finds the newest recheck in the rectification itself. */
const createStep: Migration = {
  up: async (db) => {
    await sql`create table improvement.rectification_step (
      id int generated always as identity primary key,
      rectification_id uuid not null references improvement.rectification (id), scope_key bigint not null,
      at timestamptz not null, actor_id text not null, actor text not null,
      step text not null, state text not null, words text not null
    )`.execute(db)
    await sql`create index rectification_step_of on improvement.rectification_step (rectification_id, id)`.execute(db)
    await appendOnly(db, 'improvement.rectification_step', 'range', ['engine'])
  },
}

/** More time, asked for by one and decided by another; and who watches. */
const createExtension: Migration = {
  up: async (db) => {
    await sql`create table improvement.extension (
      id int generated always as identity primary key,
      rectification_id uuid not null references improvement.rectification (id), ${PLACE},
      days int not null check (days between 1 and 60), reason text not null,
      asked_at timestamptz not null, asked_by_id text not null, asked_by text not null,
      state text not null check (state in ('ASKED', 'APPROVED', 'REFUSED')),
      decided_at timestamptz, decided_by_id text, decided_by text, words text,
      check (decided_by_id <> asked_by_id),
      check (state = 'ASKED' or (decided_by_id is not null and decided_at is not null and words is not null))
    )`.execute(db)
    await sql`create unique index extension_asked on improvement.extension (rectification_id)
      where state = 'ASKED'`.execute(db)
    await sql`create index extension_of on improvement.extension (rectification_id, id)`.execute(db)
    await secure(db, 'improvement.extension', OF_UNIT)
    await sql`create table improvement.watch (
      rectification_id uuid not null references improvement.rectification (id), person_id text not null, ${PLACE},
      since timestamptz not null, primary key (rectification_id, person_id)
    )`.execute(db)
    await secure(db, 'improvement.watch', OF_UNIT)
  },
}
