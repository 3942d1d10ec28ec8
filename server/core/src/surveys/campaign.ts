/** PERIODIC 定期: in the open. IRREGULAR 不定期: those visited know of it when it is over. EITHER 定期或不定期. */
export const CAMPAIGN_MODES = ['PERIODIC', 'IRREGULAR', 'EITHER'] as const
export type CampaignMode = (typeof CAMPAIGN_MODES)[number]

/** PLANNED, RUNNING from the draw on, ENDED. */
export const CAMPAIGN_STATES = ['PLANNED', 'RUNNING', 'ENDED'] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

/** Of what a sample is drawn: cases closed on local days, half-open, of one matter, channel or hall where one is named. */
export type SampleFrame = {
  readonly fromDay: string
  readonly toDay: string
  readonly matterId: number | null
  readonly channel: string | null
  readonly hallId: number | null
}

/** How its sample was met; counted when the campaign ends, 0 before. */
export type CampaignTotals = {
  sampled: number
  ineligible: number
  answered: number
  refused: number
  unreachable: number
  wrongNumber: number
  /** Answered with something unhappy among it. */
  unhappy: number
}

/** One survey of one region's closed cases. It lies where it is performed. */
export type CampaignTable = SampleFrame &
  CampaignTotals & {
    id: string
    surveyCode: string
    surveyVersion: number
    regionId: number
    areaCode: number
    scopeKey: number
    mode: CampaignMode
    /** The last day of asking. */
    dueOn: string
    sampleSize: number
    /** Who was asked in this many days is not asked again. */
    restDays: number
    seed: string
    algorithm: string
    state: CampaignState
    /** How many cases the sample was drawn from; null before the draw. */
    frameSize: number | null
    plannedAt: Date
    plannedById: string
    plannedBy: string
    drawnAt: Date | null
    /** When it ended: until then it does not exist for whoever holds a right inside of its region. */
    releasedAt: Date | null
    veiledLo: number | null
    veiledHi: number | null
    veiledOrganisationId: number | null
    veiledHallId: number | null
  }

/** That a campaign has ended; instants are ISO 8601. */
export type CampaignPayload = {
  readonly campaignId: string
  readonly at: string
  readonly survey: string
  readonly sampled: number
  readonly answered: number
}

export type CampaignEvents = { 'surveys.campaign.ended': CampaignPayload }
