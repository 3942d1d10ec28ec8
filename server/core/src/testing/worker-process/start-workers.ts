import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { randomFrom } from './random-from.ts'
import type { SharedTime, WorkerSettings } from './settings.ts'

const main = new URL('./main.ts', import.meta.url).pathname

type Worker = { readonly child: ChildProcess; readonly gone: Promise<void>; state: 'STARTS' | 'READY' | 'WORKS' }

/** How workers are killed: `most` times, with a pause of so many milliseconds, at random, before each. */
export type Killing = { readonly seed: number; readonly most: number; readonly pauseMs: readonly [number, number] }

/** Worker processes of a test, which are killed with SIGKILL and started again. */
export type Workers = {
  /** Lets them work as soon as each of them can, from an instant of the time that they share; gives that time. */
  readonly work: (from: Date, speed: number) => Promise<SharedTime>
  /** Kills a working one at random and starts another in its place, again and again; gives how many it has killed. */
  readonly killAtRandom: (killing: Killing, until: () => boolean) => Promise<number>
  /** What they complained of. */
  readonly errors: () => string
  /** Kills all. */
  readonly end: () => Promise<void>
}

/** Starts some processes that run all workers of the platform over the database of a test. */
export const startWorkers = (count: number, settings: WorkerSettings): Workers => {
  let errors = ''
  let time: SharedTime | undefined
  let isOver = false
  const begin = (): Worker => {
    const args = [main, JSON.stringify(settings)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    const gone = new Promise<void>((resolve) => void child.once('close', () => resolve()))
    const worker: Worker = { child, gone, state: 'STARTS' }
    child.on('message', (told) => {
      worker.state = told === 'works' ? 'WORKS' : 'READY'
      if (worker.state === 'READY' && time !== undefined) child.send(time)
    })
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    return worker
  }
  const workers = Array.from({ length: count }, begin)
  return {
    work: async (from, speed) => {
      while (workers.some(({ state }) => state === 'STARTS')) {
        if (workers.some(({ child }) => child.exitCode !== null))
          throw new Error(`A worker ended by itself.\n${errors}`)
        await delay(20)
      }
      time = { from: from.getTime(), began: Date.now(), speed }
      for (const { child } of workers) child.send(time)
      return time
    },
    killAtRandom: async ({ seed, most, pauseMs: [least, longest] }, until) => {
      const random = randomFrom(seed)
      let killed = 0
      while (killed < most && !isOver && !until()) {
        await delay(least + random() * (longest - least))
        const working = workers.filter(({ state }) => state === 'WORKS')
        const victim = working[Math.floor(random() * working.length)]
        if (victim === undefined || isOver || until()) continue
        await kill(victim)
        if (isOver) break
        workers[workers.indexOf(victim)] = begin()
        killed += 1
      }
      return killed
    },
    errors: () => errors,
    end: async () => {
      isOver = true
      await Promise.all(workers.map(kill))
    },
  }
}

const kill = async ({ child, gone }: Worker): Promise<void> => {
  child.kill('SIGKILL')
  await gone
}
