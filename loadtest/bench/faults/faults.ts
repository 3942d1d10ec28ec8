import type { Bench, Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { holdTransaction } from './held-transaction.ts'
import { killEach, provenBy } from './kills.ts'
import { addSlowConsoles } from './slow-consoles.ts'
import { setStage } from './stage.ts'

const run = async (ground: Ground): Promise<readonly Outcome[]> => {
  const { quick } = ground
  const few = quick ? { ...ground, rounds: 1 } : ground
  const stage = await setStage(ground)
  const slow = await addSlowConsoles(few, stage, quick ? 100 : 1_000, quick ? 4 : 15)
  const held = await holdTransaction(few, stage, quick ? 4 : 60)
  const killed = await killEach({ ...few, rounds: quick ? 1 : 3 }, stage, quick ? 1 : 5)
  return [slow, held, { ...killed, checks: await provenBy(stage) }]
}

/** What goes wrong in earnest, while cases come. */
export const faults: readonly Bench[] = [{ code: 'B9', run }]
