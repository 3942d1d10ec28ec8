import type { CaseServices } from '../../cases/graphql/case-types.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { CorePermission } from '../../permission.ts'
import type { StepBy } from '../lifecycle/steps.ts'
import type { AlertTable } from '../tables.ts'
import { asker } from './step-outcome.ts'

/** What one may do with a card: of core, of the plugin whose clock issued it, or nothing at all. */
type Right = (alert: Pick<AlertTable, 'clock' | 'subject'>) => boolean

type Services = Pick<CaseServices, 'declarations'>
type Holder = Pick<Principal, 'permissions'>

/** The permission that it takes to decide of cards, and to urge. */
const TAKES = { DECIDE: 'core.decide', URGE: 'core.urge' } as const satisfies Partial<Record<StepBy, CorePermission>>

/** With which cards somebody may take the steps of a kind; null when with none. Nobody steps in for the engine. */
export const rightOf = (by: StepBy, services: Services, holder: Holder): Right | null => {
  if (by === 'HANDLE') return rightToHandle(services, holder)
  return by !== 'ENGINE' && holder.permissions.has(TAKES[by]) ? () => true : null
}

/**
 * Who may act for a unit: everybody with core.handle; with `<plugin>.handle`, on cards of that plugin.
 * @throws UNAUTHENTICATED, FORBIDDEN for who may act on no card at all
 */
export const mayHandle = (services: Services, context: Pick<RequestContext, 'principal'>): Right => {
  const right = rightToHandle(services, asker(context))
  if (right === null) throw fault('FORBIDDEN')
  return right
}

const rightToHandle = ({ declarations }: Services, { permissions }: Holder): Right | null => {
  if (permissions.has('core.handle')) return () => true
  if (![...permissions].some((name) => name.endsWith('.handle'))) return null
  const pluginOf = new Map(declarations.clocks.map(({ code, event }) => [code, firstWord(event)]))
  return ({ clock, subject }) => {
    const plugin = subject === 'case' ? pluginOf.get(clock) : firstWord(subject)
    return permissions.has(`${plugin}.handle`)
  }
}

/** Who holds a permission may do it with every card in reach. @throws UNAUTHENTICATED, FORBIDDEN */
export const mayWith = (permission: CorePermission, context: Pick<RequestContext, 'principal'>): Right => {
  const { permissions }: Principal = asker(context)
  if (!permissions.has(permission)) throw fault('FORBIDDEN')
  return () => true
}

const firstWord = (name: string): string => name.slice(0, Math.max(0, name.indexOf('.')))

const LONGEST = 2_000

/** What somebody wrote, trimmed; throws INVALID_INPUT at `input.<field>` for nothing and for too much. */
export const written = (text: string, field: 'text' | 'reason'): string => {
  const trimmed = text.trim()
  if (trimmed.length >= 2 && trimmed.length <= LONGEST) return trimmed
  throw invalid(
    {
      'zh-CN': `请用 2 至 ${LONGEST} 个字符说明。`,
      en: `Say it in 2 to ${LONGEST} characters.`,
    },
    ['input', field],
  )
}
