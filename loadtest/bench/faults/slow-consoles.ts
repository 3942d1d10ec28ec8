import type { Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { spreadOf } from '../spread.ts'
import { keepPrincipals } from '../streams/principals.ts'
import { withAndWithout } from './beside.ts'
import { openSlowConsole } from './slow-console.ts'
import { watchMemory } from './memory.ts'
import type { Stage } from './stage.ts'

const PROVINCE = '430000000000'
/** Sockets of one key, within its limit. */
const SOCKETS = 8
const AT_A_TIME = 20
/** Events after which the buffers of the system before a console are full: every fourth ends a case, at some 400 bytes. */
const FILLING = 40_000
const MIB = 1024 * 1024
/** What the server may keep for a console that reads nothing: what it counts as behind, and a batch on its way. */
const KEPT_FOR_EACH = MIB / 2
/** By how much a server may differ from itself. */
const LEEWAY = 96 * MIB

/** Consoles that follow the whole province and read nothing, while every case that ends is told to them. */
export const addSlowConsoles = async (
  ground: Ground,
  stage: Stage,
  count: number,
  seconds: number,
): Promise<Outcome> => {
  const principals = keepPrincipals(stage.database.pool)
  const memory = watchMemory(() => stage.api().pid)
  const [peaks, lasted]: [{ plain: number; beside: number }[], number[]] = [[], []]
  try {
    const outcome = await withAndWithout(ground, stage, {
      code: 'B9 slow',
      question: `${count} consoles follow the province and read nothing`,
      seconds,
      begin: async () => {
        const plain = memory.peak()
        const wanted = Array.from({ length: count }, () => ({ rights: PROVINCE }))
        const shown = await principals(wanted, SOCKETS)
        const consoles = await inTurns(shown, (headers) => openSlowConsole(stage.api().url, headers))
        await fillBuffers(ground, stage)
        return async () => {
          peaks.push({ plain, beside: memory.peak() })
          lasted.push(consoles.filter((console) => console.isOpen()).length)
          for (const console of consoles) console.end()
        }
      },
    })
    const worst = Math.max(...peaks.map(({ plain, beside }) => beside - plain))
    const bound = count * KEPT_FOR_EACH + LEEWAY
    return {
      ...outcome,
      arms: {
        with: { ...outcome.arms['with'], 'peak memory, MiB': spreadOf(peaks.map(({ beside }) => beside / MIB)) },
        without: { ...outcome.arms['without'], 'peak memory, MiB': spreadOf(peaks.map(({ plain }) => plain / MIB)) },
      },
      checks: [
        {
          said: `the peak rose by ${Math.round(worst / MIB)} MiB; half a MiB each and ${LEEWAY / MIB} MiB are ${Math.round(bound / MIB)} MiB`,
          holds: worst <= bound,
        },
        {
          said: `${Math.min(...lasted)} to ${Math.max(...lasted)} of ${count} were still held at the end`,
          holds: true,
        },
      ],
    }
  } finally {
    memory.stop()
  }
}

/** Until what lies between is full a console costs what one costs that reads. */
const fillBuffers = async ({ stopping }: Ground, { sender }: Stage): Promise<void> => {
  const enough = new AbortController()
  const until = sender.acknowledged() + FILLING
  const looking = setInterval(() => sender.acknowledged() >= until && enough.abort(), 50)
  await sender.burst(AbortSignal.any([enough.signal, stopping])).finally(() => clearInterval(looking))
}

const inTurns = async <From, To>(all: readonly From[], make: (one: From) => Promise<To>): Promise<readonly To[]> => {
  const made: To[] = []
  for (let from = 0; from < all.length; from += AT_A_TIME) {
    made.push(...(await Promise.all(all.slice(from, from + AT_A_TIME).map(make))))
  }
  return made
}
