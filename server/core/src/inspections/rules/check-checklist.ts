import type { Text } from '../../text.ts'
import { ITEM_KINDS, type Checklist } from '../checklist.ts'

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** What is wrong with the declaration of a checklist, each in a sentence; `findingTypes` are those that anybody declares. */
export function* checklistMistakes(checklist: Checklist, findingTypes: ReadonlySet<string>): Generator<string> {
  const { code, version, items } = checklist
  if (!KEBAB.test(code)) yield 'its code is not in kebab-case'
  if (!Number.isInteger(version) || version < 1) yield 'its version is no whole number from 1'
  if (items.length === 0) yield 'it has no items'
  if (new Set(items.map((item) => item.code)).size < items.length) yield 'two items have one code'
  for (const item of items) {
    if (!KEBAB.test(item.code)) yield `the code of item "${item.code}" is not in kebab-case`
    if (!ITEM_KINDS.includes(item.kind)) yield `item "${item.code}" is of no kind`
    if (item.findingType !== undefined && !findingTypes.has(item.findingType))
      yield `item "${item.code}" raises "${item.findingType}", which nobody declares`
    if (item.kind === 'TEXT' && item.findingType !== undefined) yield `item "${item.code}" is words and never fails`
    if (item.kind === 'SCORE' && (item.pass ?? 6) > (item.most ?? 10)) yield `item "${item.code}" cannot be passed`
  }
}

/** All texts of a checklist, with what they are. */
export const checklistTexts = ({ code, version, title, items }: Checklist): readonly [string, Text][] => [
  [`checklist ${code}@${version}`, title],
  ...items.map((item): [string, Text] => [`item ${item.code} of checklist ${code}@${version}`, item.text]),
]
