/** A rule of Citus about statements, and the statements of some text that break it. */
type Rule = { readonly name: string; readonly breaks: (statement: Statement) => boolean }

/** A statement in small letters, and the tables that it names. */
type Statement = { readonly text: string; readonly spread: readonly string[]; readonly local: readonly string[] }

const VOLATILE = /\b(now|random|clock_timestamp|statement_timestamp|gen_random_uuid|nextval)\s*\(/u
const CHANGES = /\b(update|delete from|insert into)\s+(core\.\w+)/gu
const KEYS = 'area_code|opened_on|case_id|case_ref|subject'

const changed = (text: string): readonly string[] => [...text.matchAll(CHANGES)].map(([, , table = '']) => table)
const changesSpread = ({ text, spread }: Statement): boolean => changed(text).some((table) => spread.includes(table))

/** What an update sets: up to its `from`, `where` or `returning`. */
const setPart = (text: string): string => /\bset\s+(.*?)(\sfrom\s|\swhere\s|\sreturning\s|$)/su.exec(text)?.[1] ?? ''

const RULES: readonly Rule[] = [
  { name: 'SKIP LOCKED over shards', breaks: ({ text, spread }) => spread.length > 0 && text.includes('skip locked') },
  {
    name: 'a lock that does not name its area',
    breaks: ({ text, spread }) =>
      spread.length > 0 && /\bfor (no key )?(update|share)\b/u.test(text) && !/area_code"? = \$/u.test(text),
  },
  { name: 'BETWEEN on the area', breaks: ({ text }) => /area_code"? between/u.test(text) },
  {
    name: 'a volatile function in a change',
    breaks: (statement) => /\bset\b/u.test(statement.text) && changesSpread(statement) && VOLATILE.test(statement.text),
  },
  {
    name: 'a change of the key',
    breaks: (statement) =>
      changesSpread(statement) && new RegExp(`(^|,)\\s*"?(${KEYS})"?\\s*=`, 'u').test(setPart(statement.text)),
  },
  { name: 'MERGE', breaks: ({ text, spread }) => spread.length > 0 && /\bmerge into\b/u.test(text) },
  {
    name: 'GROUPING SETS or a recursion over shards',
    breaks: ({ text, spread }) =>
      spread.length > 0 && /\bgrouping sets\b|\brollup\s*\(|\bcube\s*\(|\bwith recursive\b/u.test(text),
  },
  {
    name: 'a change that joins what is spread with what is not',
    breaks: ({ text, spread, local }) => changed(text).length > 0 && spread.length > 0 && local.length > 0,
  },
  {
    name: 'rows that would be copied past row security',
    breaks: (statement) =>
      statement.text.startsWith('insert into') &&
      changesSpread(statement) &&
      /\bselect\b/u.test(statement.text) &&
      !/\b(on conflict|returning)\b/u.test(statement.text),
  },
  {
    name: 'a join of spread tables without the area',
    breaks: ({ text, spread }) => new Set(spread).size > 1 && !/area_code"? = /u.test(text),
  },
]

/** `rule: statement` for each rule that a statement breaks. */
export function breachesOf(sql: string, spreadTables: ReadonlySet<string>): readonly string[] {
  const text = sql.toLowerCase().replaceAll('"', '').replace(/\s+/gu, ' ').trim()
  const named = [...text.matchAll(/\bcore\.\w+/gu)].map(([table]) => table)
  const spread = named.filter((table) => spreadTables.has(table))
  const local = named.filter((table) => !spreadTables.has(table))
  return RULES.filter(({ breaks }) => breaks({ text, spread, local })).map(({ name }) => `${name}: ${text}`)
}
