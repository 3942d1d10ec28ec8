import { compare, type Comparison } from '../compare.ts'
import type { Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { autocommitArm, ownArm, peerArm, postgraphileArm, type Load } from './arms.ts'
import { openInner, perRound, WRITERS } from './inner.ts'
import { aloneArm, gatheredArm, type Inner } from './inner-arms.ts'
import { plain } from './loads.ts'
import { setStage, type Stage } from './stage.ts'

/** Over how many connections single events come, when all is measured. */
const CONNECTIONS = [128, 256, 512]

/** One event per mutation, durable before the answer. */
const overConnections = (stage: Stage, single: number, connections: number): Comparison => {
  const load = (name: string): Load => plain(`single ${connections}`, name, single, 1, connections)
  return {
    code: `B2 ${connections}`,
    question: `one event per mutation over ${connections} connections, durable before the answer`,
    own: ownArm('own', stage, load('own')),
    peers: [
      { arm: peerArm('yoga', stage, load('yoga')), goal: { atLeast: 4 } },
      { arm: autocommitArm(stage, load('autocommit')), goal: { atLeast: 3 } },
      { arm: peerArm('mercurius', stage, load('mercurius')), goal: null },
      { arm: postgraphileArm(stage, load('postgraphile')), goal: null },
    ],
  }
}

/** What gathering wins by itself: the same path without a server before it, with it and without. */
const gathering = (inner: Inner, single: number): Comparison => {
  const load = (name: string): Load => plain('gathering', name, single, 1, 128)
  return {
    code: 'B2 gathering',
    question: 'the same path for 128 callers within one process, gathered and with a transaction for each event',
    own: gatheredArm('gathered', inner, load('gathered')),
    peers: [{ arm: aloneArm(`each alone, ${WRITERS} connections`, inner, load('alone')), goal: null }],
  }
}

/** Single events over some numbers of connections, and what gathering them wins. */
export const singleEvents = async (ground: Ground): Promise<readonly Outcome[]> => {
  const stage = await setStage(ground)
  const events = Math.floor(perRound(ground) / 5)
  const outcomes: Outcome[] = []
  for (const connections of ground.quick ? [ground.connections] : CONNECTIONS) {
    outcomes.push(await compare(overConnections(stage, events, connections), ground))
  }
  if (ground.quick) return outcomes
  const { yoga, mercurius, postgraphile } = stage
  await Promise.all([yoga, mercurius, postgraphile].map((peer) => peer.stop())) // their connections are needed now
  return [...outcomes, await compare(gathering(await openInner(ground, stage), events), ground)]
}
