import type { Writable } from 'node:stream'

/** Tells a person at the terminal what happens and how long it took. */
export type Progress = {
  /** Runs a step; `report` tells how far it is, at most every two seconds. */
  step<Result>(title: string, work: (report: (state: string) => void) => Promise<Result>): Promise<Result>
  say(text: string): void
}

const reportEveryMs = 2_000

/** Progress as lines, so that it reads the same in a terminal and in a log. */
export function createProgress(out: Writable): Progress {
  const say = (text: string) => void out.write(`${text}\n`)
  return {
    say,
    step: async (title, work) => {
      const begun = performance.now()
      const seconds = () => ((performance.now() - begun) / 1000).toFixed(1)
      let reported = begun
      say(`  … ${title}`)
      const result = await work((state) => {
        if (performance.now() - reported < reportEveryMs) return
        reported = performance.now()
        say(`    ${title}: ${state} (${seconds()} s)`)
      })
      say(`  ✓ ${title} (${seconds()} s)`)
      return result
    },
  }
}
