import { compare, type Comparison } from '../compare.ts'
import type { Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { ownArm, peerArm, unnestArm, type Load } from './arms.ts'
import { openInner, perRound } from './inner.ts'
import { insertArm, makeStoredTables, rawInsertArm, type Inner } from './inner-arms.ts'
import { plain } from './loads.ts'
import { setStage, type Stage } from './stage.ts'

/** Events in a mutation. */
const BULK = 500

/** A mutation of 500 events with the whole path behind it, against an insert and nothing else. */
const bulkMutation = (stage: Stage, bulk: number): Comparison => {
  const load = (name: string): Load => plain('bulk', name, bulk, BULK, 2)
  return {
    code: 'B3',
    question: 'mutations of 500 events with the whole path',
    own: ownArm('own', stage, load('own')),
    peers: [
      { arm: unnestArm(stage, load('unnest')), goal: { atLeast: 0.5 } },
      { arm: peerArm('mercurius', stage, load('mercurius')), goal: null },
    ],
  }
}

/** The statement that stores events, against `unnest` of the same rows. */
const insertAlone = (inner: Inner, bulk: number): Comparison => {
  const load = (name: string): Load => plain('insert', name, bulk, BULK, 2)
  return {
    code: 'B3 insert',
    question: 'insert of 500 events alone, in one process: partitions, checks and row security against none',
    own: insertArm('own', inner, load('own')),
    peers: [{ arm: rawInsertArm('unnest', inner, load('unnest')), goal: { atLeast: 0.8 } }],
  }
}

/** Mutations of many events, and the insert within them by itself. */
export const bulkEvents = async (ground: Ground): Promise<readonly Outcome[]> => {
  const stage = await setStage(ground)
  const inner = await openInner(ground, stage)
  await makeStoredTables(inner)
  const events = perRound(ground)
  return [await compare(bulkMutation(stage, events), ground), await compare(insertAlone(inner, events), ground)]
}
