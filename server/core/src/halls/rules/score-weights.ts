import type { Indicator } from '../../indicators/indicator.ts'
import type { Text } from '../../text.ts'
import { WHOLE, type Weighted } from './score.ts'

/** What is wrong with weights, and in which field of the input. */
export type Fault = { readonly said: Text; readonly path: readonly string[] }

/** The first thing that is wrong with the weights of a version, if anything is. */
export const faultOf = (parts: readonly Weighted[], indicators: readonly Indicator[]): Fault | null => {
  const sum = parts.reduce((total, { weight }) => total + weight, 0)
  const codes = new Set(parts.map(({ indicator }) => indicator))
  if (parts.some(({ weight }) => !Number.isInteger(weight) || weight <= 0) || sum !== WHOLE)
    return { said: SUM, path: ['parts'] }
  if (codes.size < parts.length) return { said: TWICE, path: ['parts'] }
  for (const [at, part] of parts.entries()) {
    const declared = indicators.find(({ code }) => code === part.indicator)
    const said = faultOfPart(part, declared)
    if (said !== null) return { said, path: ['parts', String(at)] }
  }
  return null
}

const faultOfPart = ({ zeroAt, fullAt }: Weighted, declared: Indicator | undefined): Text | null => {
  if (declared === undefined) return UNKNOWN
  if (declared.better === 'NEITHER') return VOLUME
  const full = declared.target?.value ?? fullAt
  if (full === null) return BOUND
  if (![zeroAt, full].every(Number.isFinite)) return SIDE
  return (declared.better === 'HIGHER' ? zeroAt < full : zeroAt > full) ? null : SIDE
}

const SUM = {
  'zh-CN': '各指标权重须为正的万分数，合计为 10,000。',
  en: 'Weights are positive whole ten-thousandths that sum to 10,000.',
}
const TWICE = { 'zh-CN': '同一指标只能出现一次。', en: 'An indicator appears once.' }
const UNKNOWN = { 'zh-CN': '没有该指标。', en: 'There is no such indicator.' }
const VOLUME = {
  'zh-CN': '该指标只是数量，没有优劣方向，不能计分。',
  en: 'This indicator is a mere volume: no direction of it is the better one.',
}
const BOUND = {
  'zh-CN': '该指标没有目标值，请填写满分值。',
  en: 'This indicator has no target: state the figure that is worth 100 points.',
}
const SIDE = {
  'zh-CN': '零分值须在满分值（有目标的为目标值）较差的一侧。',
  en: 'The figure worth 0 points lies on the worse side of the target, or of the one worth 100.',
}
