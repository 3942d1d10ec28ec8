import { sql } from 'kysely'

/** The columns of the unit that a row is about. */
export const UNIT = sql`area_code int not null, region_id int not null, scope_key bigint not null,
  organisation_id int, hall_id int`

/** The ways by which one may complain. */
export const CHANNELS = sql`('LETTERBOX', 'TELEPHONE', 'HOTLINE', 'WEB', 'APP', 'VISIT', 'MEDIA', 'OTHER')`

/** The unit itself sees what is not sealed. */
export const OF_UNIT = { read: 'range', organisation: 'organisation_id', hall: 'hall_id' } as const
