import { caseRefOf } from '../cases/reported-event.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import { uuidV7 } from '../uuid.ts'
import type { CampaignRow, Db } from './queries/campaign.ts'
import { selectApplicants, selectAsked, selectFrame, upsertAsked, type FrameCase } from './queries/frame.ts'
import { insertSampledCases, type SampledCaseRow } from './queries/sampled-case.ts'
import { drawSample } from './rules/draw.ts'
import { visitedUnit } from './rules/unit.ts'

const DAY_MS = 86_400_000

type Candidate = {
  readonly id: string
  readonly applicant: string | null
  readonly hasPhone: boolean
  readonly of: FrameCase
}

type Drawn = { readonly sample: readonly Candidate[]; readonly frameSize: number }

/** Draws the sample of a campaign and keeps it; gives how many cases it was drawn from. In the scope of the engine. */
export async function drawCampaign(
  db: Db,
  { tree }: RegisterSnapshot,
  campaign: CampaignRow,
  now: Date,
): Promise<{ readonly frameSize: number; readonly sampled: number }> {
  const region = tree.byId(campaign.regionId)
  if (region === undefined) throw new Error(`Campaign ${campaign.id} is of no region`)
  const asking = { lo: region.scopeKey, hi: region.scopeEnd }
  const { sample, frameSize } = await draw(db, asking, campaign, now)
  const rows = sample.map(({ of, hasPhone }, at): SampledCaseRow => {
    const seat = tree.byId(of.regionId) ?? region
    const unit = visitedUnit(asking, { lo: seat.scopeKey, hi: seat.scopeEnd }, of)
    return {
      ...UNASKED,
      ...unit,
      ...askedCase(of),
      ...placeOf(campaign),
      id: uuidV7(),
      place: at + 1,
      ineligible: !hasPhone,
    }
  })
  await insertSampledCases(db, rows)
  const applicants = sample.flatMap(({ applicant }) => applicant ?? [])
  await upsertAsked(db, applicants, { askedAt: now, campaignId: campaign.id })
  return { frameSize, sampled: rows.length }
}

/** Reads more of the frame until the sample is full: people who were asked lately, or have several cases, leave gaps. */
async function draw(
  db: Db,
  asking: { readonly lo: number; readonly hi: number },
  campaign: CampaignRow,
  now: Date,
): Promise<Drawn> {
  const { seed, sampleSize: size, restDays } = campaign
  const reach = { ...asking, organisationId: null, hallId: null }
  const restedSince = new Date(now.getTime() - restDays * DAY_MS)
  for (let most = size * 2 + 50; ; most *= 4) {
    const cases = await selectFrame(db, reach, campaign, { seed, most })
    const known = await selectApplicants(db, cases.map(caseRefOf))
    const bySubject = new Map(known.map((one) => [one.subject, one]))
    const frame = cases.map((of): Candidate => {
      const { applicant = null, hasPhone = false } = bySubject.get(caseRefOf(of)) ?? {}
      return { id: of.caseId, applicant, hasPhone, of }
    })
    const asked = await selectAsked(
      db,
      frame.flatMap(({ applicant }) => applicant ?? []),
      restedSince,
    )
    const sample = drawSample(frame, { seed, size, asked })
    if (sample.length >= size || cases.length < most) return { sample, frameSize: cases[0]?.total ?? 0 }
  }
}

const placeOf = ({ id, regionId, areaCode, scopeKey }: CampaignRow) => ({
  campaignId: id,
  regionId,
  areaCode,
  scopeKey,
})

const askedCase = (of: FrameCase) => ({
  caseArea: of.areaCode,
  openedOn: of.openedOn,
  caseId: of.caseId,
  caseRef: caseRefOf(of),
  matterId: of.matterId,
  caseHallId: of.hallId,
  caseOrganisationId: of.organisationId,
  endedAt: of.endedAt,
})

/** A case about which nobody was asked yet. */
const UNASKED = {
  releasedAt: null,
  outcome: null,
  tries: 0,
  triedAt: null,
  visitorId: null,
  visitor: null,
  answeredBy: null,
  answeredAt: null,
  unhappy: false,
  linkDigest: null,
  linkExpiresAt: null,
} as const
