import type { ClauseId } from '../standard/clauses.ts'
import type { Text } from '../text.ts'

/**
 * How an item is answered. YES_NO: `YES`, or `NO`, which fails. SCORE: 0 to `most`, below `pass` fails. COUNT: a number of
 * cases found, above `most` (0 unless told) fails. TEXT: words, never fails.
 */
export const ITEM_KINDS = ['YES_NO', 'SCORE', 'COUNT', 'TEXT'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

/** One thing to look at. */
export type ChecklistItem = {
  /** Kebab-case, unique in its checklist. */
  readonly code: string
  /** The clause of the standard, where it is another than that of the checklist. */
  readonly clause?: ClauseId
  readonly text: Text
  readonly kind: ItemKind
  /** Of a SCORE the best, 10 unless told; of a COUNT how many still pass, 0 unless told. */
  readonly most?: number
  /** Of a SCORE: what passes at least; 6 unless told. */
  readonly pass?: number
  /** What it raises when it fails: the code of a declared finding type. Without one a failure is only counted. */
  readonly findingType?: string
}

/** What inspectors look at, as data. A change is another version; checks keep the version that they were made by. */
export type Checklist = {
  /** Kebab-case. */
  readonly code: string
  readonly version: number
  readonly clause: ClauseId
  readonly title: Text
  /** The standard that its items come from, with the edition used: `DB43/T 1505-2018`. */
  readonly edition?: string
  readonly items: readonly ChecklistItem[]
}

/** A checklist by code and version; undefined when none is declared so. */
export const checklistOf = (
  checklists: readonly Checklist[],
  { checklist, checklistVersion }: { readonly checklist: string; readonly checklistVersion: number },
): Checklist | undefined => checklists.find(({ code, version }) => code === checklist && version === checklistVersion)
