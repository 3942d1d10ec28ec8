import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Language, Text } from '../../text.ts'
import type { AlertView } from '../queries/alert-view.ts'

const LEVELS: Readonly<Record<CardLevel, Text>> = {
  WARNING: { 'zh-CN': '预警', en: 'Warning' },
  YELLOW: { 'zh-CN': '黄牌', en: 'Yellow card' },
  RED: { 'zh-CN': '红牌', en: 'Red card' },
}

/** Writes `Alert`, and gives `AlertState`. */
export const defineAlert = (builder: Builder, { declarations }: CaseServices, types: CaseTypes) => {
  const { Alert, Case, CardLevel, Region, Hall, Matter, Organisation } = types
  const clockOf = ({ alert }: AlertView) => declarations.clocks.find(({ code }) => code === alert.clock)
  const AlertState = builder.enumType('AlertState', {
    description: 'What has become of an alert.',
    values: {
      TO_CONFIRM: { description: 'It rests on days that no notice has published, and waits to be confirmed.' },
      ISSUED: { description: 'It stands.' },
      ACKNOWLEDGED: { description: 'Somebody has taken it on.' },
      CLOSED: { description: 'It is done with.' },
    },
  })
  Alert.implement({
    access: { anyOf: ['core.read', 'core.reveal'] },
    description:
      'A warning, yellow or red card 预警、黄牌、红牌 of a case (clause 6.4-b). Once issued it is never rewritten.',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ alert }) => alert.alertId }),
      level: t.field({ type: CardLevel, description: 'How serious.', resolve: ({ alert }) => alert.level }),
      clock: t.string({ description: 'Which clock of the case.', resolve: ({ alert }) => alert.clock }),
      state: t.field({ type: AlertState, description: 'What has become of it.', resolve: ({ alert }) => alert.state }),
      dueAt: t.field({
        type: 'DateTime',
        description: 'The first second at which it was due.',
        resolve: ({ alert }) => alert.dueAt,
      }),
      raisedAt: t.field({
        type: 'DateTime',
        description: 'When it was issued.',
        resolve: ({ alert }) => alert.raisedAt,
      }),
      historical: t.boolean({
        description: 'Whether it came with records of earlier times, and was pushed to nobody.',
        resolve: ({ alert }) => alert.historical,
      }),
      provisional: t.boolean({
        description: 'Whether it rests on days that no notice has published yet.',
        resolve: ({ alert }) => alert.provisional,
      }),
      ruleVersion: t.string({
        description: 'The version of the rule that issued it.',
        resolve: ({ alert }) => alert.ruleVersion,
      }),
      case: t.field({ type: Case, description: 'The case.', resolve: (view) => view.case() }),
      region: t.field({
        type: Region,
        description: 'The region of the hall.',
        resolve: ({ alert, engine }) => orThrow(engine.registers.tree.byId(alert.regionId)),
      }),
      hall: t.field({
        type: Hall,
        description: 'The hall that took the case.',
        resolve: ({ alert, engine }) => orThrow(engine.registers.index.hallById.get(alert.hallId)),
      }),
      organisation: t.field({
        type: Organisation,
        nullable: true,
        description: 'Who decided the case when it was issued.',
        resolve: ({ alert: { organisationId }, engine }) =>
          organisationId === null ? null : engine.registers.index.organisationById.get(organisationId),
      }),
      matter: t.field({
        type: Matter,
        description: 'The matter of the case.',
        resolve: ({ alert, engine }) => orThrow(engine.registers.index.matterById.get(alert.matterId)),
      }),
      clause: t.string({
        description: 'The clause of the standard that asks for it.',
        resolve: (view) => clockOf(view)?.clause ?? '6.4-b',
      }),
      text: t.string({
        description: "What it says, in the reader's language.",
        resolve: (view, _args, { language }) => textOf(view, clockOf(view)?.title, language),
      }),
    }),
  })
  return { AlertState }
}

const textOf = ({ alert, engine }: AlertView, title: Text | undefined, language: Language): string => {
  const { index } = engine.registers
  const [level, clock] = [LEVELS[alert.level][language], title?.[language] ?? alert.clock]
  const [matter, hall] = [index.matterById.get(alert.matterId), index.hallById.get(alert.hallId)]
  if (language === 'zh-CN') {
    return `${level}（${clock}）：${matter?.name ?? ''}，${hall?.name ?? ''}${alert.provisional ? '（暂计，待确认）' : ''}`
  }
  const names = `${matter?.nameEn ?? matter?.name ?? ''}, ${hall?.nameEn ?? hall?.name ?? ''}`
  return `${level} (${clock}): ${names}${alert.provisional ? ' (provisional, to be confirmed)' : ''}`
}

const orThrow = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The registers do not hold what an alert names')
  return value
}
