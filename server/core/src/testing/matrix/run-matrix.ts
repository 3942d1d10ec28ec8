import { strayCanaries } from './canaries.ts'
import { casesOf, type MatrixCase } from './cases.ts'
import type { Asking } from './channels.ts'
import type { MatrixField } from './fields.ts'
import type { World } from './fill-world.ts'
import type { Reader } from './readers.ts'
import { withoutNames } from './targets.ts'

/** What a run found. */
export type MatrixReport = {
  /** How many questions were asked. */
  readonly cases: number
  /** A sentence for each answer that tells or allows too much. */
  readonly faults: readonly string[]
}

export type MatrixRun = {
  readonly asking: Asking
  readonly world: World
  readonly fields: readonly MatrixField[]
  readonly readers: readonly Reader[]
  /** Fields that name what everybody may know, so that they tell what is from what is not. */
  readonly openNames: ReadonlySet<string>
  /** Only one of so many pairs of a reader and a field, spread over both; all unless told. */
  readonly every?: number
}

const AT_ONCE = 6

/** The log of what was done tells what its people asked for, also where they were refused. */
const LOGS: ReadonlySet<string> = new Set(['auditEntries'])

/** Asks every field as every reader and judges each answer. */
export async function runMatrix(run: MatrixRun): Promise<MatrixReport> {
  const faults: string[] = []
  let cases = 0
  const queue = [...run.readers.entries()]
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [serial, reader] = next
      const fields = run.fields.filter((_, index) => (serial * 7 + index * 3) % (run.every ?? 1) === 0)
      const asked = casesOf(reader, fields, run.world, serial)
      cases += asked.length
      faults.push(...(await askAll(run, asked)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { cases, faults }
}

async function askAll(run: MatrixRun, asked: readonly MatrixCase[]): Promise<readonly string[]> {
  const faults: string[] = []
  const alike = new Map<string, { readonly about: string; readonly answer: string }>()
  for (const one of asked) {
    const request = one.field.requestFor(one.target, one.round)
    const answer = await run.asking.ask(one.channel, one.reader, request)
    const say = (what: string) => {
      faults.push(`${one.reader.name}: ${one.field.name} over ${one.channel} about what is ${one.about} ${what}`)
    }
    for (const fault of faultsIn(run, one, JSON.stringify(request.variables), answer)) say(fault)
    if (!one.isAllowed || !isComparable(one, request.variables) || run.openNames.has(one.field.name)) continue
    const plain = withoutNames(answer, one.target)
    const key = `${one.field.name} ${one.channel}`
    const before = alike.get(key)
    if (before === undefined) alike.set(key, { about: one.about, answer: plain })
    else if (before.about !== one.about && before.answer !== plain) {
      say(`is not answered as what is ${before.about}:\n  ${plain.slice(0, 600)}\n  ${before.answer.slice(0, 600)}`)
    }
  }
  return faults
}

/** Of what is near, the region is no secret; its rows are. */
function isComparable({ about, target }: MatrixCase, variables: object): boolean {
  if (about !== 'near') return about !== 'own'
  const text = JSON.stringify(variables)
  return ![target.region, target.hall, target.organisation].some((name) => text.includes(name))
}

function* faultsIn({ world }: MatrixRun, one: MatrixCase, request: string, answer: string): Generator<string> {
  const { reach, isKnown } = one.reader
  const canaries = LOGS.has(one.field.name) ? world.canaries.filter(({ isAskedFor }) => !isAskedFor) : world.canaries
  for (const stray of strayCanaries(answer, { reach, request, canaries })) yield `tells ${stray}`
  const codes = [...answer.matchAll(/"code":"([A-Z_]+)"/gu)].map(([, code]) => code)
  if (codes.includes('INTERNAL')) yield `fails: ${answer.slice(0, 300)}`
  if (codes.includes('LIMIT_EXCEEDED')) yield `meets a limit: ${answer.slice(0, 300)}`
  if (/GRAPHQL_VALIDATION|Cannot query|"code":"INVALID_DOCUMENT"/u.test(answer))
    yield `is no document: ${answer.slice(0, 300)}`
  const expected = isKnown ? 'FORBIDDEN' : 'UNAUTHENTICATED'
  if (!one.isAllowed && !codes.includes(expected))
    yield `answers ${codes.join()} instead of ${expected}: ${answer.slice(0, 300)}`
}
