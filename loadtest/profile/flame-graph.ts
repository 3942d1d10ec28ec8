import type { Call } from './cpu-profile.ts'
import { roomOf } from './room.ts'

const [WIDTH, ROW, LETTER] = [1_600, 17, 6.6] as const
/** Narrower than this nothing is drawn. */
const LEAST_PX = 1.5

const COLOURS: readonly (readonly [prefix: string, colour: string])[] = [
  ['server', '#e8a33d'],
  ['plugins', '#e8a33d'],
  ['npm', '#7fb069'],
  ['node', '#6c9bd2'],
  ['compiled', '#c98bb9'],
]
const OTHER = '#c7c7c7'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Draws a tree of calls as SVG: who called stands above, as wide as the time it took, the longest to the left. */
export const flameGraph = (title: string, tree: Call): string => {
  const calls = tree.calls.filter(({ frame }) => frame.functionName !== '(idle)')
  const whole = calls.reduce((sum, { wholeUs }) => sum + wholeUs, 0)
  const perUs = WIDTH / whole
  const boxes: string[] = []
  let deepest = 0
  const draw = (call: Call, x: number, depth: number): void => {
    const width = call.wholeUs * perUs
    if (width < LEAST_PX) return
    deepest = Math.max(deepest, depth)
    boxes.push(boxOf(call, x, depth, width, call.wholeUs / whole))
    drawAll(call.calls, x, depth + 1)
  }
  const drawAll = (some: readonly Call[], x: number, depth: number): void => {
    let left = x
    for (const call of some.toSorted((a, b) => b.wholeUs - a.wholeUs)) {
      draw(call, left, depth)
      left += call.wholeUs * perUs
    }
  }
  drawAll(calls, 0, 1)
  const height = (deepest + 2) * ROW
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="11">
<text x="4" y="12">${escaped(title)}</text>
${boxes.join('\n')}
</svg>
`
}

const boxOf = ({ frame }: Call, x: number, depth: number, width: number, share: number): string => {
  const room = roomOf(frame)
  const name = frame.functionName || '(anonymous)'
  const colour = COLOURS.find(([prefix]) => room.startsWith(prefix))?.[1] ?? OTHER
  const shown = name.slice(0, Math.floor((width - 4) / LETTER))
  const text = shown.length < 3 ? '' : `<text x="2" y="12">${escaped(shown)}</text>`
  const told = escaped(`${name} · ${room} · ${(share * 100).toFixed(1)} %`)
  return `<g transform="translate(${x.toFixed(1)} ${depth * ROW})"><title>${told}</title><rect width="${width.toFixed(1)}" height="${ROW - 1}" fill="${colour}"/>${text}</g>`
}
