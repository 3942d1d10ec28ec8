import { escape } from './escape.ts'
import { momentsUpTo, ticksUpTo, written, writtenTime } from './scale.ts'

/** A value at a second of the run; null where nothing was measured, and the line is broken. */
export type Spot = { readonly at: number; readonly value: number | null }

/** A line of a chart. */
export type Line = { readonly name: string; readonly spots: readonly Spot[] }

/** What is drawn: at most two lines of one unit over the time of a run. */
export type Chart = { readonly title: string; readonly unit: string; readonly lines: readonly Line[] }

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [560, 200, 56, 24, 10, 26]

/** Draws a chart with its title and, of more than one line, their names. */
export const drawChart = ({ title, unit, lines }: Chart): string => {
  const spots = lines.flatMap((line) => line.spots)
  const ticks = ticksUpTo(Math.max(0, ...spots.map(({ value }) => value ?? 0)))
  const end = Math.max(1, ...spots.map(({ at }) => at))
  const x = (at: number): number => LEFT + (at / end) * (WIDTH - LEFT - RIGHT)
  const y = (value: number): number => HEIGHT - BOTTOM - (value / (ticks.at(-1) ?? 1)) * (HEIGHT - TOP - BOTTOM)
  const levels = ticks.map(
    (tick) =>
      `<line class="level" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>` +
      `<text x="${LEFT - 6}" y="${round(y(tick) + 4)}" text-anchor="end">${written(tick)}</text>`,
  )
  const moments = momentsUpTo(end).map(
    (at) => `<text x="${round(x(at))}" y="${HEIGHT - 6}" text-anchor="middle">${writtenTime(at)}</text>`,
  )
  const drawn = lines.map((line, n) => `<path class="line${n}" d="${pathOf(line, x, y)}"/>`)
  const names = lines.length < 2 ? '' : `<p class="names">${lines.map(nameOf).join('')}</p>`
  return `<figure><figcaption>${escape(title)} <span>${escape(unit)}</span></figcaption>${names}
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(`${title}, ${unit}`)}">${[...levels, ...moments, ...drawn].join('')}</svg></figure>`
}

const nameOf = ({ name }: Line, n: number): string => `<span><i class="line${n}"></i>${escape(name)}</span>`

type Scale = (value: number) => number

const pathOf = ({ spots }: Line, x: Scale, y: Scale): string => {
  let pen = 'M'
  const parts = spots.map(({ at, value }) => {
    if (value === null) {
      pen = 'M'
      return ''
    }
    const part = `${pen}${round(x(at))} ${round(y(value))}`
    pen = 'L'
    return part
  })
  return parts.join('')
}

const round = (value: number): number => Math.round(value * 10) / 10
