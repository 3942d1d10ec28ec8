import type { Text } from '../text.ts'

/**
 * The clauses of the standard (政务服务大厅管理规范, part 7 政务服务质量控制) that ask for something: id → short title.
 * Plugins, indicators and clocks name them; the console shows them.
 */
export const CLAUSES = {
  '4-a': { 'zh-CN': '质量管控小组与质量负责人', en: 'Quality group and quality leader' },
  '4-b': { 'zh-CN': '大厅服务质量日常管控', en: 'Daily quality control in the hall' },
  '5-a': { 'zh-CN': '综合办事窗口全覆盖', en: 'Comprehensive windows everywhere' },
  '5-b': { 'zh-CN': '应进必进', en: 'What must enter the hall has entered' },
  '5-c': { 'zh-CN': '线上线下无差别受理、同标准办理', en: 'One standard online and offline' },
  '5-d': { 'zh-CN': '公开与服务信息数据同源', en: 'Published and served data from one source' },
  '5-e': { 'zh-CN': '服务优质、管理规范、办理高效', en: 'Good service, orderly, efficient' },
  '5-f': { 'zh-CN': '满意度95%以上', en: 'Satisfaction of 95 % and more' },
  '5-g': { 'zh-CN': '无差评和不良投诉记录', en: 'No negative rating or bad complaint' },
  '6.1-a': { 'zh-CN': '入驻率、网办率100%', en: 'All matters entered and online' },
  '6.1-b': { 'zh-CN': '承诺时限与缩减比例', en: 'Promised limits and their reduction' },
  '6.1-c': { 'zh-CN': '材料精简、要求清晰', en: 'Few materials, clear requirements' },
  '6.1-d': { 'zh-CN': '前台受理、后台审批、窗口出件', en: 'Accepted in front, decided behind, issued at one window' },
  '6.1-e': { 'zh-CN': '事项和指南同源发布、同步更新', en: 'Matters and guides in sync on all channels' },
  '6.1-f': { 'zh-CN': '梳理清单,抽查体外循环、两头受理', en: 'Lists sorted; checks for cases outside the hall' },
  '6.1-g': { 'zh-CN': '事项同级对比', en: 'Matters compared with peers' },
  '6.1-h': { 'zh-CN': '“四减”满意度调查回访', en: 'Survey of the four reductions' },
  '6.1-i': { 'zh-CN': '抽查线上线下事项、指南信息', en: 'Draw comparing guides online and offline' },
  '6.2-a': { 'zh-CN': '政务公开窗口、设施、制度、专人', en: 'Disclosure window, facilities, rules, staff' },
  '6.2-b': { 'zh-CN': '公开及时、准确、规范', en: 'Disclosure timely, accurate, in form' },
  '6.2-c': { 'zh-CN': '政务公开定期自评', en: 'Periodic self-assessment of disclosure' },
  '6.2-d': { 'zh-CN': '公开满意度调查,了解需求', en: 'Survey of disclosure and of needs' },
  '6.3-a': { 'zh-CN': '服务纳入省一体化平台', en: 'Services run on the provincial platform' },
  '6.3-b': { 'zh-CN': '不限制线上线下渠道选取', en: 'Free choice of channel' },
  '6.3-c': { 'zh-CN': '无不文明服务行为', en: 'No uncivil conduct' },
  '6.3-d': { 'zh-CN': '业务知识扎实、操作熟练', en: 'Sound knowledge and skill' },
  '6.3-e': { 'zh-CN': '遵纪守法、廉洁服务', en: 'Lawful and clean service' },
  '6.3-f': { 'zh-CN': '检查流程,回访强制渠道', en: 'Checks of processes, visits about forced channels' },
  '6.3-g': { 'zh-CN': '督导人员、培训与专项整治', en: 'Supervisor, training, campaigns' },
  '6.3-h': { 'zh-CN': '能力培训、测评、比赛', en: 'Skill training, tests, contests' },
  '6.3-i': { 'zh-CN': '服务对象评价业务技能', en: 'Applicants rate skill' },
  '6.3-j': { 'zh-CN': '“清廉”大厅自查自纠', en: 'Clean hall: self-check, self-correction' },
  '6.3-k': { 'zh-CN': '畅通举报投诉渠道', en: 'Open channels for reports and complaints' },
  '6.3-l': { 'zh-CN': '回访推诿扯皮、吃拿卡要', en: 'Return visits about passing the buck and graft' },
  '6.4-a': { 'zh-CN': '按时办结率100%', en: 'All cases closed on time' },
  '6.4-b': { 'zh-CN': '电子监察、风险提醒、追责', en: 'Monitoring, warning, accountability' },
  '6.5-a': { 'zh-CN': '中介遵守流程、信息公开一致', en: 'Intermediaries follow process and publish truly' },
  '6.5-b': { 'zh-CN': '监督中介公开更新', en: 'Supervision of what intermediaries publish' },
  '6.5-c': { 'zh-CN': '联合检查中介代理活动', en: 'Joint inspection of intermediaries' },
  '6.5-d': { 'zh-CN': '中介举报、投诉热线', en: 'Hotline about intermediaries' },
  '6.6-a': { 'zh-CN': '改革任务执行率100%', en: 'All reform tasks carried out' },
  '6.6-b': { 'zh-CN': '公开清单,抽查未落地', en: 'Lists published, draws for what has not landed' },
  '7-a': { 'zh-CN': '问题汇总并直接交办整改', en: 'Findings gathered and handed over directly' },
  '7-b': { 'zh-CN': '限时整改、及时反馈', en: 'Rectified in time and fed back' },
  '7-c': { 'zh-CN': '评价工作改进与方法创新', en: 'Better evaluation, new methods' },
  '7-d': { 'zh-CN': '督促、跟踪、复查', en: 'Urge, follow, recheck' },
} as const satisfies Readonly<Record<string, Text>>

/** The id of a clause: `6.4-a`. */
export type ClauseId = keyof typeof CLAUSES

/** Whether a text is the id of a clause. */
export function isClauseId(id: string): id is ClauseId {
  return Object.hasOwn(CLAUSES, id)
}
