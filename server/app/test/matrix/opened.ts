import { openMatrix, type Makers, type Matrix, type MatrixField } from '@zhikong/core/testing'
import { example } from '@zhikong/example'
import { plugins } from '../../src/plugins.ts'
import { planted } from './planted.ts'

/** What the arguments of plugins take that core's makers do not know. */
const MAKERS: Makers = {
  'VisitInput.day': () => '2026-03-10',
  'VisitInput.visitors': () => 7,
  indicator: () => 'cases-accepted',
  indicators: () => ['cases-accepted', 'on-time-rate', 'cases-open', 'hall-visitors'],
}

/** The matrix over all plugins of the server, the example and what was planted. */
export const openServerMatrix = (): Promise<Matrix> =>
  openMatrix({ plugins: [...plugins, example, planted], makers: MAKERS })

const WRONG = new Set(['plantedLeak', 'plantedCount', 'plantedForgetful'])

/** The fields that are meant to be right. */
export const soundFields = ({ fields }: Matrix): readonly MatrixField[] => fields.filter(({ name }) => !WRONG.has(name))

/** Some fields by name. */
export const fieldsNamed = ({ fields }: Matrix, ...names: readonly string[]): readonly MatrixField[] =>
  fields.filter(({ name }) => names.includes(name))
