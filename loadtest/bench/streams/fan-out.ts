import { setTimeout as pause } from 'node:timers/promises'
import type { Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { processorMs } from '../processor-time.ts'
import type { Crowd } from './crowd.ts'
import { burst, closeConsoles, openConsoles, spaced } from './delivery.ts'
import { outcomeOf, perDelivery, type FanOut, type Round } from './fan-out-outcome.ts'
import { forgetPeak, peakMb } from './process-memory.ts'
import type { StreamArm } from './stream-arm.ts'

/** Milliseconds for which nothing happens but what a server does for consoles that wait. */
const IDLE_MS = 2_000
const WARM_UP = 50

/** Runs the arms in turn, round by round; each round opens its consoles anew and begins with a burst that is not measured. */
export const fanOut = async (
  ground: Ground,
  crowd: Crowd,
  rounds: number,
  wanted: FanOut,
): Promise<readonly Outcome[]> => {
  const found = new Map<string, Round[]>(wanted.arms.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const arm of round % 2 === 0 ? wanted.arms : wanted.arms.toReversed()) {
      ground.stopping.throwIfAborted()
      const measured = await runRound(crowd, arm, wanted)
      found.get(arm.name)?.push(measured)
      const [together, apart] = [measured.together, measured.apart].map((one) => perDelivery(one).toFixed(2))
      const where = `B5 ${wanted.consoles} consoles, ${wanted.scene.name}, round ${round + 1} of ${rounds}`
      ground.say(`${where}: ${arm.name} ${together} µs together, ${apart} µs apart`)
    }
  }
  return [outcomeOf('coalesced', wanted, found), outcomeOf('single', wanted, found)]
}

let runs = 0

const runRound = async (crowd: Crowd, arm: StreamArm, { scene, consoles, together, apart }: FanOut): Promise<Round> => {
  const { pid } = arm.server
  const run = `B5-${process.pid}-${++runs}`
  const parts = async (name: string) => ({
    together: await burst(crowd, { arm, scene, run: `${run}-${name}b`, events: together }),
    apart: await spaced(crowd, { arm, scene, run: `${run}-${name}s`, events: apart }),
  })
  await openConsoles(crowd, arm, scene, 0)
  const alone = await parts('a')
  forgetPeak(pid)
  await openConsoles(crowd, arm, scene, consoles)
  await burst(crowd, { arm, scene, run: `${run}-w`, events: WARM_UP })
  await spaced(crowd, { arm, scene, run: `${run}-v`, events: 3 })
  const before = processorMs(pid)
  await pause(IDLE_MS)
  const idleMs = ((processorMs(pid) - before) / IDLE_MS) * 1000
  const found = { ...(await parts('')), alone, idleMs, peakMb: peakMb(pid) }
  await closeConsoles(crowd, arm)
  return found
}
