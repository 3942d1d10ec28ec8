import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Ground } from '../ground.ts'
import type { Answered, ConsoleSpec, Order, Told, Way } from './crowd-messages.ts'

/** Many consoles in a process of their own. */
export type Crowd = {
  readonly pid: number
  readonly open: (way: Way, consoles: readonly ConsoleSpec[]) => Promise<void>
  readonly count: (events: number, classes: number, sampled?: number) => Promise<void>
  /** Resolves when all events below a number have come everywhere, or after so long. */
  readonly wait: (below: number, milliseconds: number) => Promise<void>
  readonly tell: () => Promise<Told>
  readonly close: () => Promise<void>
}

/** Starts the process of the consoles; it ends with the benchmark. */
export const startCrowd = (ground: Ground): Crowd => {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production' }
  const file = join(import.meta.dirname, 'crowd-process.ts')
  const child = fork(file, [], { env, serialization: 'advanced', execArgv: [] })
  ground.afterwards(() => void child.kill('SIGKILL'))
  const asked = new Map<number, (answered: Answered) => void>()
  child.on('message', (answered) => {
    const { id } = answered as unknown as Answered
    asked.get(id)?.(answered as unknown as Answered)
    asked.delete(id)
  })
  child.once('exit', () => {
    for (const [id, hear] of asked) hear({ id, failure: 'The process of the consoles has ended.' })
  })
  let last = 0
  const obey = (order: Order): Promise<Told | undefined> =>
    new Promise((resolve, reject) => {
      const id = ++last
      asked.set(id, ({ told, failure }) => (failure === undefined ? resolve(told) : reject(new Error(failure))))
      child.send({ id, order })
    })
  if (child.pid === undefined) throw new Error('The process of the consoles did not start.')
  return {
    pid: child.pid,
    open: async (way, consoles) => void (await obey({ kind: 'open', way, consoles })),
    count: async (events, classes, sampled = 0) => void (await obey({ kind: 'count', events, classes, sampled })),
    wait: async (below, milliseconds) => void (await obey({ kind: 'wait', below, milliseconds })),
    close: async () => void (await obey({ kind: 'close' })),
    tell: async () => {
      const told = await obey({ kind: 'tell' })
      if (told === undefined) throw new Error('The consoles told nothing.')
      return told
    },
  }
}
