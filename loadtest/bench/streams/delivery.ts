import { setTimeout as pause } from 'node:timers/promises'
import { processorMs } from '../processor-time.ts'
import type { Crowd } from './crowd.ts'
import type { Told } from './crowd-messages.ts'
import type { Scene } from './scene.ts'
import { rangeOf, type StreamArm } from './stream-arm.ts'

/** A stretch of a run of one arm. */
export type Stretch = { readonly arm: StreamArm; readonly scene: Scene; readonly run: string; readonly events: number }

/** What came of it, with what it took. */
export type Delivered = Told & {
  readonly ms: number
  /** Of the server, ms. */
  readonly serverMs: number
}

/** Events in one call of a burst. */
const CALL = 50
const QUIET_MS = 100
const SETTLE_MS = 500
const PATIENCE_MS = 120_000

/** Publishes as fast as the server takes calls of 50, so that it may put many events into one frame. */
export const burst = (crowd: Crowd, stretch: Stretch): Promise<Delivered> =>
  measured(crowd, stretch, async ({ arm, scene, run, events }) => {
    for (let from = 0; from < events; from += CALL) {
      await arm.publish(scene, run, rangeOf(from, Math.min(events, from + CALL)))
    }
    await crowd.wait(events, PATIENCE_MS)
  })

/** Publishes one event after the other has reached everybody and a pause, so that each is in a frame of its own. */
export const spaced = (crowd: Crowd, stretch: Stretch): Promise<Delivered> =>
  measured(crowd, stretch, async ({ arm, scene, run, events }) => {
    for (const number of rangeOf(0, events)) {
      await arm.publish(scene, run, [number])
      await crowd.wait(number + 1, PATIENCE_MS)
      await pause(QUIET_MS)
    }
  })

const measured = async (
  crowd: Crowd,
  stretch: Stretch,
  work: (stretch: Stretch) => Promise<void>,
): Promise<Delivered> => {
  const { arm, scene, run, events } = stretch
  await arm.prepare(scene, run, events)
  await pause(SETTLE_MS)
  await crowd.count(events, scene.classes.length)
  const [before, begun] = [processorMs(arm.server.pid), performance.now()]
  await work(stretch)
  const ms = performance.now() - begun
  await pause(QUIET_MS) // what comes again would come now
  const serverMs = processorMs(arm.server.pid) - before
  return { ...(await crowd.tell()), ms, serverMs }
}

/** Opens so many consoles of a scene at an arm. @throws Error when they are not all there in time */
export const openConsoles = async (crowd: Crowd, arm: StreamArm, scene: Scene, count: number): Promise<void> => {
  await crowd.open(arm.way, await arm.consoles(scene, count))
  const late = performance.now() + PATIENCE_MS
  while (arm.subscribers !== undefined && (await arm.subscribers()) < count) {
    if (performance.now() > late) throw new Error(`${arm.name} did not open ${count} subscriptions.`)
    await pause(20)
  }
}

/** Closes the consoles and waits until a peer has noticed. */
export const closeConsoles = async (crowd: Crowd, arm: StreamArm): Promise<void> => {
  await crowd.close()
  const late = performance.now() + PATIENCE_MS
  while (arm.subscribers !== undefined && (await arm.subscribers()) > 0) {
    if (performance.now() > late) throw new Error(`${arm.name} did not close its subscriptions.`)
    await pause(20)
  }
  await pause(SETTLE_MS)
}
