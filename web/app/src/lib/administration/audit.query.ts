import { query } from '@zhikong/ui/query'

export type AuditEntry = {
  readonly id: string
  readonly at: string
  readonly actor: { readonly kind: ActorKind; readonly id: string; readonly name: string }
  readonly address: string
  readonly requestId: string
  readonly action: string
  readonly subject: { readonly type: string; readonly id: string } | null
  readonly changes: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[]
  readonly reason: string | null
  readonly outcome: 'DONE' | 'REFUSED'
  readonly seal: number | null
}
export type ActorKind = 'ACCOUNT' | 'KEY' | 'CLIENT' | 'COMMAND' | 'ENGINE' | 'NOBODY'

/** As the API takes it; built from the address. Instants carry their offset. */
export type AuditFilter = {
  readonly actor?: string
  readonly action?: string
  readonly subject?: string
  readonly from?: string
  readonly to?: string
}

export const auditEntriesQuery = query<
  {
    auditEntries: {
      total: number
      nodes: readonly AuditEntry[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
  },
  { within: string | null; filter: AuditFilter; first: number; after: string | null }
>(`query AuditEntries($within: RegionCode, $filter: AuditFilter, $first: Int!, $after: String) {
  auditEntries(within: $within, filter: $filter, first: $first, after: $after) {
    total pageInfo { hasNextPage endCursor }
    nodes { id at actor { kind id name } address requestId action subject { type id } changes { field before after } reason outcome seal }
  }
}`)

export type AuditState = {
  readonly entries: number
  readonly sealed: number
  readonly lastSealAt: string | null
  readonly lastSealNumber: number | null
  readonly lastSeal: string | null
  readonly retentionDays: number
}

export const auditStateQuery = query<{ auditState: AuditState }>(
  `query AuditState { auditState { entries sealed lastSealAt lastSealNumber lastSeal retentionDays } }`,
)
