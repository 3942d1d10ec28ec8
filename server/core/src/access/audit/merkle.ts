import { hash } from 'node:crypto'

/** Leaves and nodes begin with different bytes, so that neither passes for the other (RFC 6962, 2.1). */
const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

const sm3 = (...parts: readonly Uint8Array[]): Buffer => hash('sm3', Buffer.concat(parts), 'buffer')

/** The SM3 (GB/T 32905) of an entry as it stands in the tree. */
export const leafHash = (content: Uint8Array): Buffer => sm3(LEAF, content)

/** The root of the Merkle tree over leaves in order, shaped as in RFC 6962. Throws RangeError when there is none. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = leaves
  if (first === undefined) throw new RangeError('A tree has at least one leaf.')
  if (others.length === 0) return first
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return sm3(NODE, merkleRoot(leaves.slice(0, left)), merkleRoot(leaves.slice(left)))
}
