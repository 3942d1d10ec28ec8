import { uuidV7 } from '../../uuid.ts'
import type { TestPlatform } from '../platform.ts'
import { wordOf } from './canary-names.ts'
import type { FilledPlace } from './fill-world.ts'

type Where = Pick<FilledPlace, 'name' | 'lo' | 'hi' | 'regionId' | 'hallId' | 'organisationId'>

/** Puts feedback and a step into the life of an alert of a place, and a silence beside it; answers its id. */
export async function fillAlerts(
  { database, clock }: TestPlatform,
  { name, lo, hi, regionId, hallId, organisationId }: Where,
  alertId: string,
): Promise<string> {
  const [at, word, silence] = [await clock.now(), wordOf(name), uuidV7()]
  await database.withScope({ mode: 'engine' }, async (trx) => {
    const changed = await trx
      .updateTable('core.alert')
      .set({ feedback: `反馈 ${word}`, feedbackBy: `经办 ${word}` })
      .where('alertId', '=', alertId)
      .returning(['areaCode', 'openedOn', 'caseId', 'scopeKey', 'organisationId', 'hallId', 'state'])
      .executeTakeFirst()
    if (changed === undefined) return
    const { state, ...where } = changed
    const done = { actorId: word, actor: `经办 ${word}`, kind: 'URGED' as const, text: `督促 ${word}` }
    await trx
      .insertInto('core.alertStep')
      .values({ ...where, alertId, at, ...done, fromState: state, toState: state })
      .execute()
  })
  await database.withScope({ mode: 'administration' }, (trx) =>
    trx
      .insertInto('core.silence')
      .values({
        id: silence,
        regionId,
        scopeKey: lo,
        scopeEnd: hi,
        hallId,
        organisationId,
        clock: null,
        reason: `静音 ${word}`,
        createdAt: at,
        createdBy: `经办 ${word}`,
        endsAt: new Date(at.getTime() + 86_400_000),
        endedAt: null,
        endedBy: null,
      })
      .execute(),
  )
  return silence
}
