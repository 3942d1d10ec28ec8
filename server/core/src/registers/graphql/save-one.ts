import { localDate } from '../../clock/local-time.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { fault, problem, type InputProblem } from '../../graphql/errors.ts'
import type { RegisterSnapshot } from '../registers.ts'
import { SAVED } from '../save/audit-entry.ts'
import { saveRegister, type Drafts } from '../save/index.ts'
import type { RegisterKind } from '../tables.ts'
import type { RegistersHost } from './host.ts'

/** Saves one item that a person entered and gives what `find` finds of it afterwards, or the first problem. */
export async function saveOne<Kind extends RegisterKind, Found>(
  { registers, clock }: RegistersHost,
  { principal, change }: Pick<RequestContext, 'principal' | 'change'>,
  kind: Kind,
  draft: Drafts[Kind],
  find: (snapshot: RegisterSnapshot) => Found | undefined,
): Promise<Found | InputProblem> {
  if (principal === null) throw fault('UNAUTHENTICATED')
  const today = localDate(await clock.now())
  const report = await saveRegister(
    { registers, administer: (work) => change(SAVED[kind].action, work) },
    kind,
    [draft],
    { actor: principal, origin: 'ENTRY', today },
  )
  const [first] = report.problems
  if (first !== undefined) return problem(first.code, first.params, ['input', first.field])
  const found = find(await registers.snapshot(true))
  if (found === undefined) throw new Error(`What was saved in ${kind} is not there.`)
  return found
}
