import { writeFileSync } from 'node:fs'

/**
 * Writes permit-desk.csv: 120 made-up cases of a made-up permit desk, always the same. Run it with
 * `node server/core/tools/make-permit-desk.ts`; then look at the figures of import-cases.test.ts.
 */
let state = 20_260_301
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}
const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0]

const HOUR = 3_600_000
const DAY = 24 * HOUR
const BEGIN = Date.parse('2025-03-03T08:30:00+08:00')

const two = (n: number): string => String(n).padStart(2, '0')

/** As the desk's system writes: local wall time, an offset, microseconds unless they are zero. */
const write = (at: number): string => {
  const wall = new Date(at + 8 * HOUR)
  const date = `${wall.getUTCFullYear()}-${two(wall.getUTCMonth() + 1)}-${two(wall.getUTCDate())}`
  const time = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`
  const fraction = wall.getUTCMilliseconds()
  return `${date} ${time}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}000`}+08:00`
}

const CHANNELS = ['Web', 'Web', 'Web', 'Web', 'Counter', 'Counter', 'Letter', 'Mail', 'Hotline'] as const
const STEPS = ['收件登记', '材料审查', '现场踏勘', '专家意见', '决定', '制证送达'] as const

const lines = [
  'case:number,case:channel,case:office,case:received,case:due,case:finished,step:id,step:name,step:desk,step:at',
]
let step = 7_000
for (let index = 0; index < 120; index += 1) {
  const number = `PD-${2025_0001 + index}`
  const received = BEGIN + Math.floor(index * 0.7 * DAY) + Math.floor(random() * 8 * HOUR)
  const days = 5 + Math.floor(random() * 20)
  const due = received + days * DAY
  const isOpen = index % 11 === 7
  const endsEarly = index === 33 || index === 86
  const finished = endsEarly ? received - 2 * HOUR : received + Math.floor(days * (0.2 + random() * 1.05) * DAY)
  const channel = pick(CHANNELS)
  const office = pick(['规划', '规划', '环保, 水务'])
  const steps = 2 + Math.floor(random() * 5)
  for (let at = 0; at < steps; at += 1) {
    const when = received + Math.floor(((at + random()) / steps) * days * DAY * 0.9)
    const cells = [
      number,
      channel,
      office.includes(',') ? `"${office}"` : office,
      write(index % 5 === 0 ? Math.floor(received / 1000) * 1000 : received),
      index % 40 === 39 ? '' : write(due),
      isOpen ? '' : write(finished),
      `s${(step += 3)}`,
      STEPS[Math.min(at, STEPS.length - 1)] ?? '',
      `desk ${1 + Math.floor(random() * 4)}`,
      write(when),
    ]
    lines.push(cells.join(','))
  }
}
writeFileSync(new URL('../test/imports/cases/permit-desk.csv', import.meta.url), `${lines.join('\n')}\n`)
