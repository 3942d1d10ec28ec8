import type { Declarations } from '../../compose.ts'
import { DEFAULT_RULE_PACK } from '../rule-pack.ts'

/** The names of the clocks for which a place may state rules: those of the default table, and those of plugins. */
export const knownClocks = ({ clocks }: Pick<Declarations, 'clocks'>): readonly string[] => [
  ...new Set([...DEFAULT_RULE_PACK.map(({ clock }) => clock), ...clocks.map(({ code }) => code)]),
]
