import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../database/policies.ts'

const measures: Migration = {
  up: async (db) => {
    await sql`create table core.measure_delta (
      id bigint generated always as identity primary key,
      area_code int not null,
      region_id int not null,
      scope_key bigint not null,
      organisation_id int not null,
      channel text not null,
      source text not null,
      measure text not null,
      day date not null,
      n bigint not null
    )`.execute(db)
    await secure(db, 'core.measure_delta', { read: 'range', write: ['intake', 'engine'] })
    await sql`create table core.measure_day (
      region_id int not null,
      scope_key bigint not null,
      area_code int not null,
      day date not null,
      measure text not null,
      source text not null,
      own bigint not null,
      whole bigint not null,
      primary key (region_id, measure, day, source)
    )`.execute(db)
    await secure(db, 'core.measure_day', { read: 'range', write: ['engine'] })
    await sql`create table core.measure_month (
      region_id int not null,
      scope_key bigint not null,
      area_code int not null,
      month date not null,
      measure text not null,
      source text not null,
      own bigint not null,
      whole bigint not null,
      primary key (region_id, measure, month, source)
    )`.execute(db)
    await secure(db, 'core.measure_month', { read: 'range', write: ['engine'] })
    await sql`create table core.measure_split (
      area_code int not null,
      scope_key bigint not null,
      day date not null,
      measure text not null,
      organisation_id int not null,
      channel text not null,
      source text not null,
      n bigint not null,
      primary key (area_code, measure, day, organisation_id, channel, source)
    )`.execute(db)
    await secure(db, 'core.measure_split', { read: 'range', write: ['engine'] })
  },
}

const target: Migration = {
  up: async (db) => {
    await sql`create table core.target (
      indicator text not null,
      region_id int not null,
      valid_from date not null,
      comparator text not null check (comparator in ('AT_LEAST', 'AT_MOST')),
      value float8 not null,
      primary key (indicator, region_id, valid_from)
    )`.execute(db)
    await secure(db, 'core.target', { read: 'open', write: ['administration'] })
  },
}

/** Figures of one organisation are read by where and whose. It leaves out `n`, so that folding need not write it again. */
const splitIndex: Migration = {
  up: async (db) => {
    await sql`create index measure_split_reach on core.measure_split (scope_key, organisation_id, measure, day)`.execute(
      db,
    )
  },
}

/** What has totals was counted; what an upgrade brings is counted when the platform is opened. */
const countedMeasure: Migration = {
  up: async (db) => {
    await sql`create table core.counted_measure (code text primary key)`.execute(db)
    await secure(db, 'core.counted_measure', { read: 'engine', write: ['engine'] })
    await sql`insert into core.counted_measure (code)
      select measure from core.measure_month union select measure from core.measure_delta`.execute(db)
  },
}

/** The few regions that areas are named by: those who fold look for them each time. */
const areaIndex: Migration = {
  up: async (db) => {
    await sql`create index region_area on core.region (area_code, scope_key)
      where level in ('PROVINCE', 'CITY', 'COUNTY')`.execute(db)
  },
}

export const indicatorsMigrations: Readonly<Record<string, Migration>> = {
  '0004-measure': measures,
  '0004-target': target,
  '0014-measure-split-index': splitIndex,
  '0030-counted-measure': countedMeasure,
  '0031-region-area': areaIndex,
}
