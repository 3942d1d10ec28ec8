import type { Builder, Host, Language, RegisterSnapshot } from '@zhikong/core'
import { AT_UPPER_BODY, BEFORE_STEPS } from '../rules/stretches.ts'
import type { Spent } from '../rules/time-spent.ts'
import type { Efficiency } from '../tables.ts'
import type { TimeSpent } from './read-time-spent.ts'

type Cut = 'step' | 'window' | 'hall'
type Line = { readonly spent: Spent; readonly cut: Cut; readonly days: number }

/** Writes `TimeSpent` with its lines. */
export const defineTimeSpent = (builder: Builder, host: Host<Efficiency>) => {
  const access = { permission: host.permission('efficiency.read') }
  const TimeSpentLine = builder.objectRef<Line>('TimeSpentLine').implement({
    access,
    description: 'What closed cases spent at one step, window or hall.',
    fields: (t) => ({
      key: t.string({
        nullable: true,
        description:
          'The name of the step, or the id of the window or hall; null for all that have no line of their own.',
        resolve: ({ spent }) => spent.key,
      }),
      label: t.string({
        description: "What to call it in the reader's language.",
        resolve: async (line, _args, { language }) => labelOf(line, await host.registers(), language),
      }),
      cases: t.int({ description: 'How many of the cases lay there.', resolve: ({ spent }) => spent.cases }),
      days: t.float({ description: 'Together, in working days.', resolve: ({ spent }) => spent.days }),
      medianDays: t.float({
        description: 'The middle one of the cases that lay there, in working days.',
        resolve: ({ spent }) => spent.medianDays,
      }),
      share: t.float({
        nullable: true,
        description: 'In percent of all their working time; null when there is none.',
        resolve: ({ spent, days }) => (days === 0 ? null : (100 * spent.days) / days),
      }),
    }),
  })
  const lines = (cut: Cut, of: readonly Spent[], days: number): Line[] => of.map((spent) => ({ spent, cut, days }))
  return builder.objectRef<TimeSpent>('TimeSpent').implement({
    access,
    description:
      'Where the working time of closed cases went, special procedures taken off (clause 6.4-b). Of more than 5,000 cases those 5,000 are read whose random ids end lowest: the same question has the same sample. Each cut has its twenty longest lines and one for the rest.',
    fields: (t) => ({
      cases: t.exposeInt('cases', {
        description: 'Cases accepted and closed in the period: what the sample stands for.',
      }),
      sampled: t.exposeInt('sampled', { description: 'Of how many the events were read; all when it equals `cases`.' }),
      days: t.exposeFloat('days', { description: 'What those took together, in working days.' }),
      steps: t.field({
        type: [TimeSpentLine],
        description: 'By step: the time from a reported step until the next belongs to it.',
        resolve: ({ steps, days }) => lines('step', steps, days),
      }),
      windows: t.field({
        type: [TimeSpentLine],
        description: 'By window: a case is with the last window that an event named.',
        resolve: ({ windows, days }) => lines('window', windows, days),
      }),
      halls: t.field({
        type: [TimeSpentLine],
        description: 'By hall.',
        resolve: ({ halls, days }) => lines('hall', halls, days),
      }),
    }),
  })
}

const WORDS = {
  rest: { 'zh-CN': '其余', en: 'All others' },
  noStep: { 'zh-CN': '受理后（未报环节）', en: 'After acceptance, no step reported' },
  upper: { 'zh-CN': '上级机关', en: 'At an upper body' },
  noWindow: { 'zh-CN': '未注明窗口', en: 'No window named' },
} as const

const labelOf = ({ spent: { key }, cut }: Line, { index }: RegisterSnapshot, language: Language): string => {
  if (key === null) return WORDS.rest[language]
  if (cut === 'step') {
    return key === BEFORE_STEPS ? WORDS.noStep[language] : key === AT_UPPER_BODY ? WORDS.upper[language] : key
  }
  if (cut === 'window' && key === '') return WORDS.noWindow[language]
  const window = cut === 'window' ? index.windowById.get(Number(key)) : undefined
  const hall = index.hallById.get(window === undefined ? Number(key) : window.hallId)
  const named = (language === 'en' ? hall?.nameEn : null) ?? hall?.name ?? key
  return window === undefined ? named : `${named} · ${window.name}`
}
