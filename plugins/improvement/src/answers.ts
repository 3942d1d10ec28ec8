import type { Answers } from '@zhikong/core'

/** Where its clauses are worked with. */
export const answers: Answers = {
  '7-a': { fields: ['rectificationBoard', 'handOverFinding'], page: '/p/improvement/[code]' },
  '7-b': {
    fields: ['rectifications', 'planRectification', 'finishRectification', 'recheckRectification', 'askExtension'],
    page: '/p/improvement/[code]/rectifications/[id]',
  },
  '7-c': {
    fields: ['ratingFaults', 'detectRatingFaults', 'methodChanges', 'recordMethodChange'],
    page: '/p/improvement/[code]/monitor',
  },
  '7-d': { fields: ['urges', 'urgeMatter', 'answerUrge', 'watchRectification'], page: '/p/improvement/[code]/urges' },
}
