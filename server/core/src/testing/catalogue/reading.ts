import type { SecuredTable } from './secured-table.ts'

/** How a table lets a reader in, as its policies say. */
export type Reading =
  | { readonly by: 'range'; readonly key: string; readonly organisation?: string; readonly hall?: string }
  | { readonly by: 'open' }
  /** No reader; intake, engine and administration perhaps. */
  | { readonly by: 'nobody' }

const ofMode = /^\(current_setting\('zhikong\.mode'::text, true\) = ANY \(ARRAY\[([^\]]*)\]\)\)$/
const open = /^\(NULLIF\(current_setting\('zhikong\.mode'::text, true\), ''::text\) IS NOT NULL\)$/

/**
 * Undefined for policies that `secure` does not make: nobody knows then what they let through.
 */
export function readingOf({ policies }: SecuredTable): Reading | undefined {
  const [policy, ...more] = policies.filter((it) => it.permissive && ['select', 'all'].includes(it.command))
  if (policy === undefined) return { by: 'nobody' }
  if (more.length > 0 || policy.using === null) return undefined
  const modes = ofMode.exec(policy.using)?.[1]
  if (modes !== undefined) return modes.includes("'reader'") ? undefined : { by: 'nobody' }
  return open.test(policy.using) ? { by: 'open' } : range(policy.using)
}

function range(condition: string): Reading | undefined {
  const key = /(\w+) >= [^<>=]*'zhikong\.lo'/.exec(condition)?.[1]
  const end = /(\w+) < [^<>=]*'zhikong\.hi'/.exec(condition)?.[1]
  if (key === undefined || key !== end) return undefined
  const organisation = /(\w+) = \(+ ?SELECT \(*NULLIF\(current_setting\('zhikong\.organisation'/.exec(condition)?.[1]
  const hall = /(\w+) = \(+ ?SELECT \(*NULLIF\(current_setting\('zhikong\.hall'/.exec(condition)?.[1]
  return { by: 'range', key, ...(organisation && { organisation }), ...(hall && { hall }) }
}
