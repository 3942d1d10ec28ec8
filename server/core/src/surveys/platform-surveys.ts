import type { SurveyDeclaration, SurveyQuestion } from './survey.ts'

const saved = (code: string, chinese: string, english: string): SurveyQuestion => ({
  code,
  text: { 'zh-CN': `您对${chinese}是否满意？`, en: `How content are you with ${english}?` },
  kind: 'GRADE5',
  unhappyIf: ['1', '2'],
  findingType: 'REDUCTION_NOT_FELT',
})

const words: SurveyQuestion = {
  code: 'words',
  text: { 'zh-CN': '您还有什么意见或建议？', en: 'What else would you like to say?' },
  kind: 'TEXT',
}

/** Whether fewer materials, less time, fewer steps and fewer trips are felt: 四减 (clause 6.1-h). */
const fourReductions: SurveyDeclaration = {
  code: 'four-reductions',
  version: 1,
  clause: '6.1-h',
  title: { 'zh-CN': '“四减”满意度调查', en: 'Survey of the four reductions' },
  kind: 'SURVEY',
  questions: [
    saved('materials', '减材料', 'how few materials were asked for'),
    saved('time', '减时间', 'how little time it took'),
    saved('steps', '减环节', 'how few steps there were'),
    saved('trips', '减跑动次数', 'how seldom you had to come'),
    words,
  ],
  minimumAnswers: 30,
  indices: [
    { code: 'materials', title: { 'zh-CN': '减材料指数', en: 'Materials' }, questions: ['materials'] },
    { code: 'time', title: { 'zh-CN': '减时间指数', en: 'Time' }, questions: ['time'] },
    { code: 'steps', title: { 'zh-CN': '减环节指数', en: 'Steps' }, questions: ['steps'] },
    { code: 'trips', title: { 'zh-CN': '减跑动次数指数', en: 'Trips' }, questions: ['trips'] },
  ],
}

/** Whether duties were shirked or favours asked: 推诿扯皮、吃拿卡要 (clause 6.3-l). */
const integrityVisit: SurveyDeclaration = {
  code: 'integrity-visit',
  version: 1,
  clause: '6.3-l',
  title: { 'zh-CN': '办事情况回访', en: 'Return visit about how a case was handled' },
  kind: 'RETURN_VISIT',
  questions: [
    {
      code: 'passed-around',
      text: { 'zh-CN': '办事过程中是否遇到推诿扯皮？', en: 'Were you sent from one to another?' },
      kind: 'YES_NO',
      unhappyIf: ['YES'],
      findingType: 'PASSED_AROUND',
    },
    {
      code: 'favours-asked',
      text: { 'zh-CN': '是否遇到“吃拿卡要”？', en: 'Were gifts or favours asked of you?' },
      kind: 'YES_NO',
      unhappyIf: ['YES'],
      isLead: true,
    },
    words,
  ],
  minimumAnswers: 10,
  indices: [
    {
      code: 'not-passed-around',
      title: { 'zh-CN': '无推诿扯皮比例', en: 'Not sent around' },
      questions: ['passed-around'],
    },
  ],
}

/** What the platform itself brings; domains declare theirs beside it. */
export const platformSurveys: readonly SurveyDeclaration[] = [fourReductions, integrityVisit]
