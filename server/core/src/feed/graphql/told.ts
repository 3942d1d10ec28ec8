import type { StoredEvent } from '../reads.ts'

/** An event of the feed with its payload as its writer typed it. */
export type Told<Payload> = Omit<StoredEvent, 'payload'> & { readonly payload: Payload }

/** A batch as the types of the schema see it. */
export type ToldBatch<Payload> = { readonly events: readonly Told<Payload>[]; readonly cursor: string }
