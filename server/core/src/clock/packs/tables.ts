/** A version of the rules that a place states; versions are added, never changed. */
export type RulePackTable = {
  /** The code that the region had when its first version was saved. */
  id: string
  version: number
  /** The subtree for which it holds; a region has one pack. */
  regionId: number
  /** The first local day on which it holds, yet never before `createdAt`. */
  effectiveFrom: string
  /** JSON as text: see `readRules`. */
  content: string
  note: string | null
  createdAt: Date
  createdBy: string
}

export type RulePackTables = { 'core.rulePack': RulePackTable }
