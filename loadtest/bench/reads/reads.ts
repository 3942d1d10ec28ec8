import { isDeepStrictEqual } from 'node:util'
import type { Bench, Ground } from '../ground.ts'
import type { Check, Goal, Outcome } from '../outcome.ts'
import { spreadOf } from '../spread.ts'
import { openKept } from './kept-connection.ts'
import { runRound, type ReadArm, type Round } from './measure.ts'
import { normalised } from './normalised.ts'
import { PEER_NAMES, type PeerName } from './sample.ts'
import { setStage, type Stage } from './stage.ts'
import { WORKS, type Work } from './works.ts'

const CONNECTIONS = 16
const ROUND_MS = { quick: 400, whole: 3_000 } as const
/** Answers that are compared of each work. */
const COMPARED = 20
const PER_SECOND = 'answers a second'

const goalOf = (peer: PeerName, { nested }: Work): Goal | null => {
  if (peer === 'mercurius') return { atLeast: 0.9 }
  if (peer === 'raw SQL') return { atLeast: 0.7 }
  return nested ? { atLeast: 2 } : null
}

/** One of the stage's servers at one of the works. */
export const armOf = ({ servers, key, sample }: Stage, work: Work, peer: PeerName): ReadArm => ({
  server: servers[peer],
  headers: peer === 'own' ? { authorization: `Bearer ${key}` } : {},
  body: (n) => JSON.stringify(work.asked(peer, sample, n)),
})

/** Whether all arms answer the same. @throws Error with both answers when they do not */
const compareAnswers = async (stage: Stage, work: Work): Promise<Check> => {
  for (let n = 0; n < COMPARED; n++) {
    const answers = await Promise.all(
      PEER_NAMES.map(async (peer) => {
        const arm = armOf(stage, work, peer)
        const kept = await openKept(arm.server.url, arm.headers)
        return normalised(await kept.post(arm.body(n)).finally(kept.close))
      }),
    )
    const other = answers.findIndex((answer) => !isDeepStrictEqual(answer, answers[0]))
    if (other < 0) continue
    const written = [answers[0], answers[other]].map((answer) => JSON.stringify(answer).slice(0, 2_000))
    throw new Error(`${work.name}: own and ${PEER_NAMES[other]} differ.\n${written.join('\n')}`)
  }
  return { said: `${COMPARED} answers of each arm are equal`, holds: true }
}

const measure = async (ground: Ground, stage: Stage, work: Work): Promise<Outcome> => {
  const checks = [await compareAnswers(stage, work)]
  const pace = {
    connections: CONNECTIONS,
    ms: ROUND_MS[ground.quick ? 'quick' : 'whole'],
    postmaster: stage.postmaster,
  }
  const found = new Map<PeerName, Round[]>(PEER_NAMES.map((peer) => [peer, []]))
  for (let round = -1; round < ground.rounds; round++) {
    for (const peer of round % 2 === 0 ? PEER_NAMES : PEER_NAMES.toReversed()) {
      const measured = await runRound(armOf(stage, work, peer), pace, ground.stopping)
      if (round >= 0) found.get(peer)?.push(measured)
    }
    ground.say(`B4 ${work.name} ${round + 1}/${ground.rounds}`)
  }
  const roundsOf = (peer: PeerName): readonly Round[] => found.get(peer) ?? []
  return {
    code: `B4 ${work.name}`,
    question: `${work.question}, over ${CONNECTIONS} connections`,
    arms: Object.fromEntries(PEER_NAMES.map((peer) => [peer, figuresOf(roundsOf(peer))])),
    ratios: PEER_NAMES.slice(1).map((peer) => {
      const ratios = roundsOf('own').map((own, n) => own.perSecond / (roundsOf(peer)[n]?.perSecond ?? Number.NaN))
      return { against: peer, of: PER_SECOND, ratio: spreadOf(ratios), goal: goalOf(peer, work) }
    }),
    checks,
  }
}

const figuresOf = (rounds: readonly Round[]) => ({
  [PER_SECOND]: spreadOf(rounds.map(({ perSecond }) => perSecond)),
  'ms of the server': spreadOf(rounds.map(({ serverMs }) => serverMs)),
  'ms of PostgreSQL': spreadOf(rounds.map(({ postgresMs }) => postgresMs)),
  'p99, ms': spreadOf(rounds.map(({ p99 }) => p99)),
})

/** The benchmark of reads: four works, ours with rights and row security on, the peers over plain tables. */
export const reads: readonly Bench[] = [
  {
    code: 'B4',
    run: async (ground) => {
      const stage = await setStage(ground)
      const outcomes: Outcome[] = []
      for (const work of WORKS) outcomes.push(await measure(ground, stage, work))
      return outcomes
    },
  },
]
