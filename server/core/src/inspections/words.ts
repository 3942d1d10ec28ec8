import type { Principal } from '../graphql/context.ts'
import { fault, invalid } from '../graphql/fault.ts'

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

/**
 * Words as they are kept, without space around them.
 * @throws Fault INVALID_INPUT for none, or more than `most` characters
 */
export const wordsOf = (text: string, field: string, most = 2_000): string => {
  const words = text.trim()
  if (words !== '' && words.length <= most) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${most} 字。`, en: `Write something, at most ${most} characters.` }, [
    'input',
    field,
  ])
}
