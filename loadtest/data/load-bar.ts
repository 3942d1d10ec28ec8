/** Shows how far a load is, how fast it goes and when it ends. */
export type LoadBar = { readonly show: (cases: number, events: number) => void; readonly end: () => void }

const WIDTH = 24
/** A terminal sees the bar move; a log gets a line now and then. */
const EVERY_MS = { terminal: 200, log: 10_000 }

/** A bar over so many cases. */
export const loadBar = (out: NodeJS.WriteStream, all: number): LoadBar => {
  const begun = performance.now()
  const every = out.isTTY ? EVERY_MS.terminal : EVERY_MS.log
  let [shownAt, first] = [begun, -1]
  return {
    show: (cases, events) => {
      const now = performance.now()
      if (first < 0) first = cases
      if (now - shownAt < every) return
      shownAt = now
      const line = lineOf({ cases, events, all, first, seconds: (now - begun) / 1_000 })
      out.write(out.isTTY ? `\r${line.padEnd(96)}` : `${line}\n`)
    },
    end: () => void (out.isTTY && out.write('\n')),
  }
}

type State = {
  readonly cases: number
  readonly events: number
  readonly all: number
  /** How many cases were there when this run began. */
  readonly first: number
  readonly seconds: number
}

/** `██████░░░░  41 % 410,000/1,000,000 cases, 12,400 events a second, 1:32 left`. */
export const lineOf = ({ cases, events, all, first, seconds }: State): string => {
  const share = all === 0 ? 1 : cases / all
  const full = Math.round(share * WIDTH)
  const left = cases > first ? ((all - cases) * seconds) / (cases - first) : Number.NaN
  const rate = Math.round(events / Math.max(seconds, 0.001)).toLocaleString('en-US')
  const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %`
  return `${bar} ${cases.toLocaleString('en-US')}/${all.toLocaleString('en-US')} cases, ${rate} events a second, ${clock(left)} left`
}

const clock = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return '?'
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  const two = (n: number): string => String(n).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
