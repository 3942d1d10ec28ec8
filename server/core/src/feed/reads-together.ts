import type { Database } from '../database/database.ts'
import { goOnAs } from '../database/scope.ts'
import type { ReadStretch, StoredEvent, Stretch } from './reads.ts'
import { selectStretch } from './select-stretch.ts'

type Waiting = {
  readonly stretch: Stretch
  readonly resolve: (events: Promise<readonly StoredEvent[]>) => void
}

/** So many readers share a transaction at most. */
const MOST_TOGETHER = 50

/**
 * Lets readers who at one moment ask for the same stretch of the feed share a transaction, so that all their statements
 * leave in one message. Each statement is run in the scope of its own reader, where row security holds it, and is
 * answered for that reader alone. When one fails, each is asked again by itself.
 */
export function readsTogether(database: Pick<Database, 'withScope'>): ReadStretch {
  const waiting = new Map<string, Waiting[]>()

  const readAll = (stretches: readonly Stretch[], first: Stretch): Promise<readonly (readonly StoredEvent[])[]> =>
    database.withScope(
      { ...first.reader, mode: 'reader' },
      (trx) =>
        Promise.all(
          stretches.map(async (stretch) => {
            if (stretch === first) return selectStretch(trx, stretch)
            const [, events] = await Promise.all([
              goOnAs(trx, { ...stretch.reader, mode: 'reader' }),
              selectStretch(trx, stretch),
            ])
            return events
          }),
        ),
      'now',
      { atOnce: true },
    )

  const readAlone = async (stretch: Stretch): Promise<readonly StoredEvent[]> =>
    (await readAll([stretch], stretch))[0] ?? []

  function answer(those: readonly Waiting[]): void {
    const [first] = those
    if (first === undefined) return
    const all = readAll(
      those.map(({ stretch }) => stretch),
      first.stretch,
    )
    those.forEach(({ stretch, resolve }, at) =>
      resolve(
        all.then(
          (answers) => answers[at] ?? [],
          (error: unknown) => (those.length > 1 ? readAlone(stretch) : Promise.reject(error)),
        ),
      ),
    )
  }

  return (stretch) =>
    new Promise((resolve) => {
      const place = `${stretch.after} ${stretch.upTo}`
      const there = waiting.get(place)
      const one: Waiting = { stretch, resolve }
      if (there !== undefined && there.length < MOST_TOGETHER) return void there.push(one)
      const together = [one]
      waiting.set(place, together)
      afterPromises(() => {
        if (waiting.get(place) === together) waiting.delete(place)
        answer(together)
      })
    })
}

/** Once all that is settled already has gone on, and before anything else comes in. */
function afterPromises(work: () => void): void {
  void Promise.resolve().then(() => process.nextTick(work))
}
