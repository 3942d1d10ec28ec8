import type { Host } from '../../host.ts'
import type { FeedEvent } from '../../plugin.ts'
import type { RatingGiven } from '../../ratings/contract.ts'
import { uuidV7 } from '../../uuid.ts'
import { FOLLOW_UP_DAYS, workingDaysAfter } from '../due.ts'
import { selectRatedCase } from '../queries/rated-case.ts'
import { insertReturnVisit } from '../queries/return-visit.ts'
import { UNSETTLED } from '../record-answers.ts'
import { visitedUnit } from '../rules/unit.ts'
import type { Surveys } from '../tables.ts'

/** Opens a return visit for each negative first rating under a real name: all of them are visited. */
export async function openAfterRating({ at, payload }: FeedEvent<RatingGiven>, host: Host<Surveys>): Promise<void> {
  const { ratingId, kind, isNegative, isRealName } = payload
  if (kind !== 'FIRST' || !isNegative || !isRealName) return
  const registers = await host.registers()
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const rated = await selectRatedCase(trx, ratingId)
    const region = rated === undefined ? undefined : registers.tree.byId(rated.regionId)
    if (rated === undefined || region === undefined) return
    const id = uuidV7()
    const { id: regionId, areaCode, scopeKey, scopeEnd: hi } = region
    const place = { regionId, areaCode, scopeKey }
    const range = { lo: scopeKey, hi }
    const { regionId: _seat, ...case_ } = rated
    const due = await workingDaysAfter(trx, registers, { scopeKey, start: at, days: FOLLOW_UP_DAYS.visit })
    const isNew = await insertReturnVisit(trx, {
      ...UNSETTLED,
      ...visitedUnit(range, range, { organisationId: rated.caseOrganisationId, hallId: rated.caseHallId }),
      ...place,
      ...case_,
      id,
      caseRef: ratingId,
      releasedAt: null,
      origin: 'RATING',
      originId: ratingId,
      campaignId: null,
      surveyCode: null,
      surveyVersion: null,
      questions: '',
      openedAt: at,
      dueAt: due,
    })
    if (!isNew) return
    const clock = { clock: 'return-visit', subject: 'surveys.return-visit', id, title: '差评回访', start: at, due }
    await host.clocks.start(trx, { ...clock, place })
  })
}
