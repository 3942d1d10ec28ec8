import type { AlertTable, StepKind } from '../tables.ts'
import type { Step } from './steps.ts'
import { STEPS } from './steps.ts'
import type { TrailStep } from './trail.ts'

/** What people do with cards, in the order in which it may come to that. */
const BY_PEOPLE = [
  'CONFIRMED',
  'REFUSED',
  'ACKNOWLEDGED',
  'FED_BACK',
  'APPEALED',
  'UPHELD',
  'REVOKED',
  'URGED',
] as const

/** One urges on the same card again after half an hour, unless a setting says otherwise; milliseconds. */
export const URGE_PAUSE_MS = 30 * 60_000

/** Who asks for a step, when, and what of the trail of the card hinders it. */
export type Asking = {
  readonly actorId: string
  readonly now: Date
  readonly urgePauseMs: number
  readonly trail: readonly Pick<TrailStep, 'kind' | 'actorId' | 'at'>[]
}

/** Why a step cannot be taken though the state of the card leads on: one's own appeal, or urged too short a time ago. */
export type Hindrance = { readonly kind: 'OWN_APPEAL' } | { readonly kind: 'URGED_JUST_NOW'; readonly again: Date }

/** Of which steps the newest in the trail of a card hinders a step; null when none does. */
export const hinderedBy = (kind: Step, { state }: Pick<AlertTable, 'state'>): StepKind | null => {
  if (kind === 'URGED') return 'URGED'
  return state === 'APPEALED' && (kind === 'UPHELD' || kind === 'REVOKED') ? 'APPEALED' : null
}

/** What hinders a step that is open: nobody decides an appeal of their own, and nobody urges again at once. */
export const hindranceOf = (kind: Step, alert: Pick<AlertTable, 'state'>, asking: Asking): Hindrance | null => {
  const { actorId, trail, now, urgePauseMs } = asking
  const by = hinderedBy(kind, alert)
  const last = trail.findLast((step) => step.kind === by && (by === 'APPEALED' || step.actorId === actorId))
  if (by === null || last?.actorId !== actorId) return null
  if (by === 'APPEALED') return { kind: 'OWN_APPEAL' }
  const again = new Date(last.at.getTime() + urgePauseMs)
  return now < again ? { kind: 'URGED_JUST_NOW', again } : null
}

/** The steps that somebody may take with a card now: its state leads on, the right is there, and nothing hinders it. */
export const possibleSteps = (
  alert: AlertTable,
  may: (step: Step, alert: AlertTable) => boolean,
  asking: Asking,
): readonly Step[] =>
  BY_PEOPLE.filter(
    (kind) =>
      STEPS[kind].leads[alert.state] !== undefined && may(kind, alert) && hindranceOf(kind, alert, asking) === null,
  )

/** Whether it takes the trail of a card to tell what is possible. */
export const takesTrail = ({ state, urged }: Pick<AlertTable, 'state' | 'urged'>): boolean =>
  state === 'APPEALED' || urged > 0
