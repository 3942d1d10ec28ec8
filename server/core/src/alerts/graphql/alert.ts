import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Language, Text } from '../../text.ts'
import type { AlertView } from '../queries/alert-view.ts'
import { definePossibleSteps } from './possible-steps.ts'
import { defineLifecycleEnums, defineLifecycleFields } from './lifecycle-types.ts'

const LEVELS: Readonly<Record<CardLevel, Text>> = {
  WARNING: { 'zh-CN': '预警', en: 'Warning' },
  YELLOW: { 'zh-CN': '黄牌', en: 'Yellow card' },
  RED: { 'zh-CN': '红牌', en: 'Red card' },
}

/** Writes `Alert`, and gives the enums of its life. */
export const defineAlert = (builder: Builder, services: CaseServices, types: CaseTypes) => {
  const { declarations } = services
  const { Alert, Case, CardLevel, Region, Hall, Matter, Organisation } = types
  const clockOf = ({ alert }: AlertView) =>
    [...declarations.clocks, ...declarations.subjectClocks].find(({ code }) => code === alert.clock)
  const AlertState = builder.enumType('AlertState', {
    description: 'What has become of an alert.',
    values: {
      TO_CONFIRM: {
        description:
          'It waits to be confirmed, since its rule asks for it or no notice has published its days yet; until then it counts for nobody.',
      },
      ISSUED: { description: 'It was issued, and nobody has taken it on.' },
      ACKNOWLEDGED: { description: 'The unit has taken it on 签收.' },
      APPEALED: { description: 'The unit has appealed against it 申诉, and the authority is to decide.' },
      UPHELD: { description: 'The appeal was dismissed: it stands.' },
      REVOKED: { description: 'It was refused, or revoked on appeal 撤销: it counts for nobody. Final.' },
      CLOSED: { description: 'It is done with: what it is about has ended, and the unit has said what it did. Final.' },
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
      subject: t.string({
        description: 'What it is about: `case`, or the kind of record of a plugin, `<plugin>.<noun>`.',
        resolve: ({ alert }) => alert.subject,
      }),
      subjectId: t.id({
        description: 'The id of the record that it is about; of a case use `case { id }`.',
        resolve: ({ alert }) => alert.caseId,
      }),
      case: t.field({
        type: Case,
        nullable: true,
        description: 'The case; null when it is about another record.',
        resolve: (view) => (view.alert.subject === 'case' ? view.case() : null),
      }),
      region: t.field({
        type: Region,
        description: 'The region of the hall.',
        resolve: ({ alert, engine }) => orThrow(engine.registers.tree.byId(alert.regionId)),
      }),
      hall: t.field({
        type: Hall,
        nullable: true,
        description: 'The hall that took the case; null when no hall is concerned.',
        resolve: ({ alert: { hallId }, engine }) =>
          hallId === null ? null : engine.registers.index.hallById.get(hallId),
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
        nullable: true,
        description: 'The matter of the case; null when it is about another record.',
        resolve: ({ alert: { matterId }, engine }) =>
          matterId === null ? null : engine.registers.index.matterById.get(matterId),
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
  const enums = { ...defineLifecycleEnums(builder), AlertState }
  defineLifecycleFields(builder, Alert, { ...enums, Escalation: types.Escalation })
  definePossibleSteps(builder, services, Alert, enums)
  return enums
}

const textOf = ({ alert, engine }: AlertView, title: Text | undefined, language: Language): string => {
  const { matterById, hallById } = engine.registers.index
  const matter = alert.matterId === null ? undefined : matterById.get(alert.matterId)
  const hall = alert.hallId === null ? undefined : hallById.get(alert.hallId)
  const nameOf = (named: typeof matter | typeof hall) =>
    (language === 'en' ? (named?.nameEn ?? named?.name) : named?.name) ?? null
  const about = [alert.title ?? nameOf(matter), nameOf(hall)].filter((name) => name !== null)
  const [level, clock] = [LEVELS[alert.level][language], title?.[language] ?? alert.clock]
  return language === 'zh-CN'
    ? `${level}（${clock}）：${about.join('，')}${alert.provisional ? '（暂计，待确认）' : ''}`
    : `${level} (${clock}): ${about.join(', ')}${alert.provisional ? ' (provisional, to be confirmed)' : ''}`
}

const orThrow = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The registers do not hold what an alert names')
  return value
}
