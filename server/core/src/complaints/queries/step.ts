import type { Insertable, Selectable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { ComplaintStepTable, VeilColumns } from '../tables.ts'
import type { Db } from './complaint.ts'

/** A step of the trail as it is stored. */
export type StepRow = Readonly<Selectable<ComplaintStepTable>>

/** Adds to the trail; with a veil, to that of a sealed complaint. */
export async function insertStep(
  db: Db,
  step: Insertable<ComplaintStepTable>,
  veil: VeilColumns | null,
): Promise<void> {
  if (veil === null) await db.insertInto('complaints.step').values(step).execute()
  else
    await db
      .insertInto('complaints.sealedStep')
      .values({ ...step, ...veil })
      .execute()
}

const table = (sealed: boolean) => (sealed ? 'complaints.sealedStep' : 'complaints.step') as 'complaints.step'

/** The trail of a complaint in order; nobody who is bound to an organisation or hall finds it. */
export async function selectSteps(
  db: Db,
  reach: Reach,
  { id, sealed }: { readonly id: string; readonly sealed: boolean },
): Promise<readonly StepRow[]> {
  return db
    .selectFrom(table(sealed))
    .selectAll()
    .where('complaintId', '=', id)
    .where(withinReach(reach, { key: 'handling_key' }))
    .orderBy('id')
    .execute()
}

/** What the complainant added since, for who holds the receipt. In the scope of the engine. */
export async function selectAdditions(
  db: Db,
  { id, sealed }: { readonly id: string; readonly sealed: boolean },
): Promise<readonly StepRow[]> {
  return db
    .selectFrom(table(sealed))
    .selectAll()
    .where('complaintId', '=', id)
    .where('step', '=', 'ADD')
    .orderBy('id')
    .execute()
}
