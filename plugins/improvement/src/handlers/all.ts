import { oneByOne } from '@zhikong/core'
import { reopenRectification, takeUpFinding, withdrawRectification } from './follow-findings.ts'
import { judgeEffect } from './judge-effect.ts'

/** What improvement does about what it hears. */
export const on = {
  'findings.finding.raised': oneByOne(takeUpFinding),
  'findings.finding.reopened': oneByOne(reopenRectification),
  'findings.finding.dismissed': oneByOne(withdrawRectification),
  'findings.finding.merged': oneByOne(withdrawRectification),
  'improvement.card.issued': oneByOne(judgeEffect),
} as const
