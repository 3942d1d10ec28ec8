import type { RuleDraft } from '../rule-draft.ts'

type RuleInput = Omit<RuleDraft, 'text'> & {
  readonly text?: { readonly zhCN: string; readonly en: string } | null | undefined
}

/** A rule as the API gives it, in the words of the clock. */
export const draftOf = ({ text, ...rest }: RuleInput): RuleDraft => ({
  ...rest,
  ...(text === undefined ? {} : { text: text && { 'zh-CN': text.zhCN.trim(), en: text.en.trim() } }),
})
