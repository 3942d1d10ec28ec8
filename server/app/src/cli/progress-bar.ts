/** Shows how far something is. */
export type ProgressBar = {
  readonly show: (done: number, total: number) => void
  /** Ends the line of the bar. */
  readonly end: () => void
}

const WIDTH = 30
const EVERY_MS = 100

/** A bar that grows on one line of a terminal; anywhere else, nothing. */
export function progressBar(out: NodeJS.WriteStream, title: string): ProgressBar {
  let shownAt = Number.NEGATIVE_INFINITY
  let open = false
  return {
    show: (done, total) => {
      const now = performance.now()
      if (!out.isTTY || (done < total && now - shownAt < EVERY_MS)) return
      shownAt = now
      open = true
      const share = total === 0 ? 1 : done / total
      const full = Math.round(share * WIDTH)
      const percent = `${Math.floor(share * 100)} %`
      out.write(`\r${title} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${percent.padStart(5)} ${done}/${total}`)
    },
    end: () => {
      if (open) out.write('\n')
      open = false
    },
  }
}
