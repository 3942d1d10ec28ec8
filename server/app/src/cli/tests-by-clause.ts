import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CLAUSES } from '@zhikong/core'

/** The test files of a checkout that name each clause of the standard, in order. */
export async function testsByClause(checkout: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const files: string[] = []
  for await (const file of glob('{server,plugins}/*/test/**/*.test.ts', { cwd: checkout })) files.push(file)
  const found = new Map<string, string[]>()
  for (const file of files.toSorted()) {
    const text = await readFile(join(checkout, file), 'utf8')
    for (const clause of clausesIn(text)) found.set(clause, [...(found.get(clause) ?? []), file])
  }
  return found
}

/** The clauses that a text names: `6.1-a`, and not `16.1-a` or `6.1-ab`. */
export const clausesIn = (text: string): readonly string[] => {
  const named = new Set(text.match(/(?<![\w.-])\d(?:\.\d)?-[a-l](?![\w-])/gu))
  return Object.keys(CLAUSES).filter((clause) => named.has(clause))
}
