import { openProduct } from '../../data/open-product.ts'
import type { Ground } from '../ground.ts'
import type { Inner } from './inner-arms.ts'
import { PHASES } from './made-up-stream.ts'
import type { Stage } from './stage.ts'

/** Events in a call of the stream. */
export const CALL = 1_000
/** As many as the product has connections that write. */
export const WRITERS = 12

/** Events in a round: of a stream, which has phases of whole calls, and of other arms. */
export const perRound = ({ events, rounds }: Ground): number => {
  const whole = PHASES.length * CALL
  return Math.max(whole, Math.floor(events / rounds / whole) * whole)
}

/** Opens the product within this process, over the database of the stage. */
export const openInner = async (ground: Ground, { settings, pool, postmaster }: Stage): Promise<Inner> => {
  const { platform, close } = await openProduct({ url: settings['DATABASE_URL'] ?? '' })
  ground.afterwards(close)
  return { platform, pool, postmaster }
}
