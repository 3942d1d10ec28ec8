import { answer, fault, invalid, resultOf, type Builder, type Host } from '@zhikong/core'
import { roundDues } from '../handlers/begin-round.ts'
import type { RectificationRow } from '../queries/rectification.ts'
import type { Improvement } from '../tables.ts'
import { wordsOf } from './asked.ts'
import { ACTIONS, takeStep, type Taking } from './take-step.ts'

type Unit = Pick<RectificationRow, 'organisationId' | 'hallId'>
type Named = { readonly organisation?: string | null | undefined; readonly hall?: string | null | undefined }

/** Writes how findings are handed over (7-a), and how one is withdrawn. */
export const defineHandOver = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.assign') }
  const Input = builder.inputType('HandOverFindingInput', {
    description: 'To whom, and what is asked.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the rectification.' }),
      organisation: t.string({
        description: 'The code of the organisation that is to repair it, where none is named.',
      }),
      hall: t.string({ description: 'The code of the hall, where none is named.' }),
      requirement: t.string({ required: true, description: 'What is asked of the unit; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('handOverFinding', (t) =>
    t.field({
      type: resultOf(builder, 'HandOverFinding', authScopes, { id: 'ID' }),
      description: 'Hands a finding over to the unit that is to repair it, without an approval in between (7-a).',
      authScopes,
      audit: ACTIONS.ASSIGN,
      args: { input: t.arg({ type: Input, required: true, description: 'To whom, and what is asked.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const requirement = wordsOf(input.requirement, 'requirement')
          const write = async (taking: Taking) => {
            const unit = await unitOf(host, taking.row, input)
            return assigned({ ...taking, row: { ...taking.row, ...unit } }, requirement, unit)
          }
          return takeStep(host, context, { id: input.id, step: 'ASSIGN', words: requirement, write })
        }),
    }),
  )
}

const assigned = ({ row, principal, limits, now }: Taking, requirement: string, unit: Unit) => {
  const round = roundDues(limits, row, now, null)
  const { id: issuerId, name: issuer } = principal
  const changed = {
    ...unit,
    addressedAt: row.addressedAt ?? now,
    assignedAt: now,
    issuerId,
    issuer,
    requirement,
    firstDue: round.finish,
    due: round.finish,
    stepDue: round.accept,
  }
  return { changed, round }
}

/** The unit that is to repair: the one that the finding names, or the one that is named now. */
const unitOf = async (host: Host<Improvement>, row: RectificationRow, { organisation, hall }: Named): Promise<Unit> => {
  const { tree, index } = await host.registers()
  const isOf = (regionId: number) => {
    const region = tree.byId(regionId)
    return region !== undefined && region.scopeKey <= row.scopeKey && row.scopeKey < region.scopeEnd
  }
  const named = organisation == null ? undefined : index.organisationByCode.get(organisation)
  if (organisation != null && (named === undefined || !isOf(named.regionId))) {
    throw fault('NOT_FOUND', { value: organisation }, ['input', 'organisation'])
  }
  const namedHall = hall == null ? undefined : index.hallByCode.get(hall)
  if (hall != null && (namedHall === undefined || !isOf(namedHall.regionId))) {
    throw fault('NOT_FOUND', { value: hall }, ['input', 'hall'])
  }
  const organisationId = named?.id ?? row.organisationId
  const hallId = namedHall?.id ?? row.hallId
  if (organisationId === null && hallId === null && row.kind === 'SINGLE')
    throw invalid(NOBODY, ['input', 'organisation'])
  return { organisationId, hallId }
}

const NOBODY = { 'zh-CN': '请指定责任单位。', en: 'Name the unit that is to repair it.' }
