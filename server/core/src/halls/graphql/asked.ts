import { readerScope } from '../../access/scope.ts'
import type { Principal } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { Region } from '../../registers/region.ts'
import type { Validity } from '../rules/leader.ts'
import type { Halls } from '../tables.ts'

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

/**
 * The region for which somebody speaks as its authority.
 * @throws Fault NOT_FOUND out of range, FORBIDDEN for who is bound to a part of it
 */
export const ownRegion = async (
  host: Pick<Host<Halls>, 'registers'>,
  principal: Principal | null,
  code: string,
): Promise<Region> => {
  const region = (await host.registers()).tree.byCode(code)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const reach = readerScope(principal, range, code, ['input', 'region'])
  if (region === undefined) throw fault('NOT_FOUND', { value: code }, ['input', 'region'])
  if (reach.organisationId !== null || reach.hallId !== null) throw fault('FORBIDDEN', { detail: WHOLE })
  return region
}

/**
 * Words as they are kept, without space around them.
 * @throws Fault INVALID_INPUT for none, or more than `most` characters
 */
export const wordsOf = (text: string, field: string, most: number): string => {
  const words = text.trim()
  if (words !== '' && words.length <= most && words.isWellFormed() && !words.includes('\0')) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${most} 字。`, en: `Write something, at most ${most} characters.` }, [
    'input',
    field,
  ])
}

/** @throws Fault INVALID_INPUT for a validity that ends before it begins */
export const validityOf = (from: string, to: string | null | undefined): Validity => {
  if (to != null && to <= from) throw invalid(ENDS, ['input', 'validTo'])
  return { validFrom: from, validTo: to ?? null }
}

const WHOLE = {
  'zh-CN': '质量管控职责属于整个区域的管理机构，限定于部门或大厅的身份不能办理。',
  en: 'This is for the authority of a whole region, not for who is bound to an organisation or hall.',
}
const ENDS = { 'zh-CN': '截止日须晚于起始日。', en: 'It ends after it begins.' }
