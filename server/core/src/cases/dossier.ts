import type { CaseKey } from './case-id.ts'
import type { CaseIdentity } from './event.ts'
import type { ResolvedEvent } from './resolve.ts'
import type { StoredEvent } from './store.ts'
import type { CaseTable } from './tables.ts'

/** What a batch works on: its events by case, and what is stored of those cases. */
export type Dossier = {
  readonly caseRef: string
  readonly events: ResolvedEvent[]
  key: CaseKey | null
  row: CaseTable | null
  founded: { readonly identity: CaseIdentity } | null
  stored: StoredEvent[]
}

/** What its case is; null while nobody has founded it. */
export const identityOf = ({ row, founded }: Dossier): CaseIdentity | null => founded?.identity ?? row
