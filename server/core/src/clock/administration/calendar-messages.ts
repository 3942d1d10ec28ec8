import type { Text } from '../../text.ts'

/** What is said of calendars and notices that cannot be taken: what was wrong, and what to do. */
export const CALENDAR_MESSAGES = {
  tooLong: (most: number): Text => ({
    'zh-CN': `文件超过 ${most} 个字符。一年的放假通知远小于此，请核对文件。`,
    en: `The file has more than ${most} characters. The notice of a year is far smaller; check the file.`,
  }),
  noText: {
    'zh-CN': '文件含有 NUL 字节或残缺字符：这不是 CSV 文本。请另存为 UTF-8 的 CSV。',
    en: 'The file holds NUL bytes or half characters: it is no CSV. Save it as CSV in UTF-8.',
  },
  quotes: { 'zh-CN': '该行的引号不成对，无法读下去。', en: 'The quotes of this row do not match; reading ends here.' },
  empty: { 'zh-CN': '文件没有可读的行。', en: 'The file has no rows that can be read.' },
  header: { 'zh-CN': '表头应为 date,kind,name。', en: 'The header must be date,kind,name.' },
  manyRows: (most: number): Text => ({
    'zh-CN': `最多 ${most} 行：一次导入一年的通知。`,
    en: `At most ${most} rows are taken: import the notice of one year at a time.`,
  }),
  width: (cells: number): Text => ({
    'zh-CN': `该行有 ${cells} 列，应有 3 列。请核对逗号和引号。`,
    en: `This row has ${cells} columns instead of 3. Check commas and quotes.`,
  }),
  date: {
    'zh-CN': '这不是可用的日期，请写成 YYYY-MM-DD。',
    en: 'This is not a date that exists; write YYYY-MM-DD.',
  },
  otherYear: (year: number): Text => ({
    'zh-CN': `日期不属于 ${year} 年的通知（${year} 年或上一年 12 月）。`,
    en: `This day belongs to no notice of ${year}: it may lie in ${year} or the December before.`,
  }),
  twice: (row: number): Text => ({
    'zh-CN': `该日期已在第 ${row} 行。每天只写一次。`,
    en: `Row ${row} has this day already; write each once.`,
  }),
  kind: { 'zh-CN': 'kind 应为 off（放假）或 work（上班）。', en: 'The kind must be off or work.' },
  gap: (from: string): Text => ({
    'zh-CN': `该日历自 ${from} 起尚未公布，不能跳过年份。请先导入 ${from.slice(0, 4)} 年的通知。`,
    en: `The calendar is published up to ${from}; no year can be left out. Import the notice of ${from.slice(0, 4)} first.`,
  }),
  outside: (from: string, to: string): Text => ({
    'zh-CN': `日历只含 ${from} 至 ${to}（不含）的日期。`,
    en: `The calendar holds the days from ${from} up to, not including, ${to}.`,
  }),
  hours: {
    'zh-CN': '时段应按先后排列、互不相接，写成 HH:MM，每天一至四段；结束日期不得早于开始日期。',
    en: 'Spans ascend without touching, written HH:MM, one to four a day; the last day is not before the first.',
  },
  sealed: (day: string): Text => ({
    'zh-CN': `${day} 已经过去或已开始，其后的期限和卡片以此为据，因此已封存。确需更正时请在 correction 写明依据：会另立一版，并重新推算涉及的办件。`,
    en: `That day has begun or passed and deadlines and cards rest on it, so it is sealed. To correct it all the same, give the reason in "correction": a version of its own is made and the cases that it touches (from ${day} on) are derived again.`,
  }),
  newer: (version: number | null): Text =>
    version === null
      ? {
          'zh-CN': '该区域还没有自己的日历，请不要填写版本。',
          en: 'The region has no calendar of its own yet: leave the version out.',
        }
      : {
          'zh-CN': `该日历已是第 ${version} 版。请重新查看后再保存。`,
          en: `The calendar is at version ${version}. Look at it again, then save with that version.`,
        },
} as const
