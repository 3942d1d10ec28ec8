/** Events of inspections. Of what is concealed none before its release. */
export type CheckPayload = {
  readonly checkId: string
  readonly campaignId: string
  readonly clause: string
  readonly checklist: string
  readonly checklistVersion: number
  /** Whether an item failed. */
  readonly failed: boolean
  /** ISO 8601. */
  readonly completedAt: string
}
export type PublicationPayload = { readonly campaignId: string; readonly clause: string; readonly publishedAt: string }

export type InspectionEvents = {
  'inspections.check.completed': CheckPayload
  'inspections.campaign.published': PublicationPayload
}
