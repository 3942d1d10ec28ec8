import type { ReadHow, ReadingDatabase, RequestContext, ScopeRange } from './context.ts'

type Read = RequestContext['read']
type Work = (db: ReadingDatabase) => Promise<unknown>
type Waiting = {
  readonly run: Work
  readonly resolve: (found: never) => void
  readonly reject: (error: unknown) => void
  readonly how: ReadHow
}

/**
 * Lets the reads that the fields of one request begin at the same moment share a transaction, so that their statements
 * leave together; those of another range have one of their own. Reads change nothing and may run a second time: when one
 * of several fails, each is run again by itself, and fails alone.
 */
export function sharedReads(read: Read): Read {
  const waiting = new Map<string, Waiting[]>()

  async function answer(together: readonly Waiting[], within: ScopeRange | undefined): Promise<void> {
    const [only] = together
    const apart = ({ run, how, resolve, reject }: Waiting) =>
      read(run, within, how).then((found) => resolve(found as never), reject)
    if (together.length === 1 && only !== undefined) return apart(only)
    const atOnce = together.every(({ how }) => how.atOnce === true)
    const kept = together.every(({ how }) => how.kept === true)
    const found = read((db) => Promise.all(together.map(({ run }) => run(db))), within, { atOnce, kept })
    await found.then(
      (answers) => together.forEach(({ resolve }, at) => resolve(answers[at] as never)),
      () => Promise.all(together.map(apart)),
    )
  }

  return (run, within, how = {}) =>
    new Promise((resolve, reject) => {
      const key = within === undefined ? '' : `${within.lo} ${within.hi}`
      const there = waiting.get(key)
      const one: Waiting = { run, how, resolve, reject }
      if (there !== undefined) {
        there.push(one)
        return
      }
      const together = [one]
      waiting.set(key, together)
      afterPromises(() => {
        waiting.delete(key)
        void answer(together, within)
      })
    })
}

/** Once all that is settled already has gone on, and before anything else comes in. */
function afterPromises(work: () => void): void {
  void Promise.resolve().then(() => process.nextTick(work))
}
