import type { Result } from '../result.ts'
import type { Chart, Line, Spot } from './chart.ts'

/** The charts of a result; those in which nothing happened are left out. */
export const chartsOf = ({ series, samples }: Result): readonly Chart[] => {
  const overTime = (name: string, values: readonly (number | null)[]): Line => ({
    name,
    spots: values.map((value, n) => ({ at: n * series.step, value })),
  })
  const sampled = (name: string, of: (sample: Result['samples'][number]) => number | null): Line => ({
    name,
    spots: samples.map((sample): Spot => ({ at: sample.at, value: of(sample) })),
  })
  const charts: readonly Chart[] = [
    {
      title: '应答 Answers',
      unit: '个/秒 a second',
      lines: [overTime('全部 all', series.requests), overTime('未成功 faults', series.faults)],
    },
    {
      title: '应答用时 Time of an answer',
      unit: '毫秒 ms',
      lines: [overTime('中位数 median', series.answerMedian), overTime('第95百分位 95 of 100', series.answer95)],
    },
    { title: '入库事件 Events stored', unit: '个/秒 a second', lines: [overTime('', series.events)] },
    { title: '推送到控制台 Deliveries to consoles', unit: '个/秒 a second', lines: [overTime('', series.deliveries)] },
    {
      title: '从上报到推送 From report to console, 95 of 100',
      unit: '毫秒 ms',
      lines: [overTime('', series.delivery95)],
    },
    { title: '服务器内存 Memory of the server', unit: 'MiB', lines: [sampled('', ({ memory }) => memory)] },
    {
      title: '占用处理器 Processors busy',
      unit: '个 (1 = 全忙 one of them all the time)',
      lines: [sampled('服务器 server', ({ server }) => server), sampled('PostgreSQL', ({ postgres }) => postgres)],
    },
  ]
  return charts.filter(({ lines }) => lines.some(({ spots }) => spots.some(({ value }) => (value ?? 0) > 0)))
}
