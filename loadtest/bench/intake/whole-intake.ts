import { compare } from '../compare.ts'
import type { Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { copyArm, ownArm, type Load } from './arms.ts'
import { checkExact } from './exact.ts'
import { CALL, openInner, perRound, WRITERS } from './inner.ts'
import { aloneArm } from './inner-arms.ts'
import { sourceOf, STREAM, streamed } from './loads.ts'
import { distinct } from './made-up-event.ts'
import { madeUpStream } from './made-up-stream.ts'
import { timePhases } from './phase-times.ts'
import { setStage } from './stage.ts'

/** The naive ways are so much slower that they do a part of the stream, but never less than this. */
const [NAIVE_PART, ONE_BY_ONE_PART, LEAST] = [40, 160, 80]

/** The whole path of intake, against one transaction for each event, and against COPY of the rows alone. */
export const wholeIntake = async (ground: Ground): Promise<readonly Outcome[]> => {
  const stage = await setStage(ground)
  const inner = await openInner(ground, stage)
  const total = perRound(ground)
  const own = timePhases(ownArm('own', stage, streamed('own', total, CALL, 2)))
  const part = (name: string, of: number, width: number): Load => streamed(name, Math.max(LEAST, total / of), 1, width)
  const alone = `one transaction per event, ${WRITERS} connections, no server`
  const oneByOne = 'one mutation per event, one connection'
  const outcome = await compare(
    {
      code: 'B1',
      question: 'events through the whole path, in calls of 1,000; four phases, see the table of them',
      own: own.arm,
      peers: [
        { arm: aloneArm(alone, inner, part('alone', NAIVE_PART, WRITERS)), goal: { atLeast: 12 } },
        { arm: ownArm(oneByOne, stage, part('one by one', ONE_BY_ONE_PART, 1)), goal: { atLeast: 12 } },
        { arm: copyArm(stage, streamed('copy', total, CALL * 10, 1)), goal: { atLeast: 0.25 } },
      ],
    },
    ground,
  )
  const stream = madeUpStream('own', total)
  const rounds = ground.rounds + 1
  const check = await checkExact(stage, {
    sources: Array.from({ length: rounds }, (_, n) => sourceOf(STREAM, 'own', n - 1)),
    cases: rounds * new Set(stream.map(({ externalId }) => externalId)).size,
    events: rounds * distinct(stream),
  })
  return [{ ...outcome, checks: [check] }, own.outcome()]
}
