/** The visitors of a hall on a day were recorded, for the first time or again. */
export type VisitRecorded = {
  readonly hallId: number
  /** A local day, YYYY-MM-DD. */
  readonly day: string
  readonly visitors: number
}

/** The events of this plugin, by name. */
export type ExampleEvents = { 'example.visit.recorded': VisitRecorded }
