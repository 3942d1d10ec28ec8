import type { InputProblem } from '../../graphql/errors.ts'
import { problem } from '../../graphql/errors.ts'
import type { Reach } from '../../graphql/context.ts'
import type { AlertTable } from '../tables.ts'
import type { Hindrance } from './possible-steps.ts'
import type { Step } from './steps.ts'
import { STEPS } from './steps.ts'
import type { StepActor } from './take-step.ts'
import { STATE_TITLES, STEP_TITLES } from './titles.ts'

/** One step that somebody asks for, with some cards at once. */
export type StepRequest = {
  readonly kind: Step
  readonly ids: readonly string[]
  /** What is said, or why it is done; already checked. */
  readonly text: string | null
  readonly actor: StepActor
  readonly reach: Reach
  /** How long somebody waits before urging on the same card again; milliseconds. */
  readonly urgePauseMs: number
  /** Whether the actor may take the step with this card, beyond reaching it. */
  readonly may: (alert: AlertTable) => boolean
}

/** What became of one id: the card as it is then, or why nothing came of it. */
export type StepOutcome = {
  readonly id: string
  readonly alert: AlertTable | null
  readonly problem: InputProblem | null
}

/** An id of nothing, and one out of reach: the same answer. */
export const notFound = (id: string): StepOutcome => ({
  id,
  alert: null,
  problem: problem('NOT_FOUND', { value: id }, ['input', 'ids']),
})

/** Who may do such things, but not with this card. */
export const forbidden = (id: string): StepOutcome => ({
  id,
  alert: null,
  problem: problem('FORBIDDEN', {}, ['input', 'ids']),
})

/** The step is open, and something in the trail of the card hinders it. */
export const hindered = (id: string, hindrance: Hindrance): StepOutcome => {
  if (hindrance.kind === 'OWN_APPEAL') {
    const detail = {
      'zh-CN': '不能裁决自己提出的申诉，请由他人裁决。',
      en: 'An appeal is decided by somebody else than who made it.',
    }
    return { id, alert: null, problem: problem('FORBIDDEN', { detail }, ['input', 'ids']) }
  }
  const again = localMinute(hindrance.again)
  const detail = {
    'zh-CN': `您刚刚督促过该卡片，${again} 后可再次督促。`,
    en: `You have just urged on this card; you can again from ${again}.`,
  }
  return { id, alert: null, problem: problem('LIMIT_EXCEEDED', { detail }, ['input', 'ids']) }
}

/** `10:30` in local time, the next minute begun. */
const localMinute = (at: Date): string =>
  new Date(Math.ceil(at.getTime() / 60_000) * 60_000 + 8 * 3_600_000).toISOString().slice(11, 16)

/** The card stands where the step does not lead on from. */
export const notOpen = (alert: AlertTable, kind: Step): StepOutcome => {
  const [state, step] = [STATE_TITLES[alert.state], STEP_TITLES[kind]]
  const detail = {
    'zh-CN': `该卡片目前为“${state['zh-CN']}”，不能${step['zh-CN']}。`,
    en: `The card is ${state.en} and cannot be ${step.en}.`,
  }
  return { id: alert.alertId, alert: null, problem: problem('CONFLICT', { detail }, ['input', 'ids']) }
}

/** Whether a card has this step behind it already, so that the same again changes nothing. */
export const isDoneAlready = (alert: AlertTable, { kind, text }: Pick<StepRequest, 'kind' | 'text'>): boolean =>
  STEPS[kind].done === alert.state || (kind === 'FED_BACK' && alert.feedback !== null && alert.feedback === text)
