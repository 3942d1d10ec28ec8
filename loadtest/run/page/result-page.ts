import type { Scenario } from '../../k6/thresholds.ts'
import { expressionOf } from '../../k6/thresholds.ts'
import type { Result, Verdict } from '../result.ts'
import { short, toldFigures } from '../told-figures.ts'
import { drawChart } from './chart.ts'
import { chartsOf } from './charts-of.ts'
import { escape } from './escape.ts'
import { STYLE } from './style.ts'

const TITLES: Readonly<Record<Scenario, string>> = {
  reads: '查询 Reads',
  intake: '报送 Intake',
  subscriptions: '推送 Subscriptions',
  monday: '周一早九点 Monday at nine',
  soak: '长时间运行 Soak',
}

/** One page with verdicts, charts and figures, in one file. */
export const resultPage = (result: Result): string => {
  const { scenario, verdicts, metrics } = result
  const title = `压力测试 Load test · ${TITLES[scenario]}`
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escape(title)}</h1>
${aboutRun(result)}
<h2>限值 Limits</h2>
<div class="wide"><table><thead><tr><th></th><th>指标 Metric</th><th>限值 Limit</th><th>实测 Measured</th><th>理由 Reason</th></tr></thead>
<tbody>${verdicts.map(verdictRow).join('\n')}</tbody></table></div>
<h2>过程 Over time</h2>
<div class="charts">${chartsOf(result).map(drawChart).join('\n')}</div>
<h2>数值 Figures</h2>
<div class="wide"><table><tbody>${toldFigures(metrics).map(figureRow).join('\n')}</tbody></table></div>
</body>
</html>
`
}

const aboutRun = ({ verdicts, begun, extent, cases, machine }: Result): string => {
  const missed = verdicts.filter(({ holds }) => !holds).length
  const verdict =
    missed === 0
      ? '<p class="good">✓ 全部限值均满足 Every limit was kept</p>'
      : `<p class="bad">✗ ${missed} 项限值未满足 of ${verdicts.length} limits were not kept</p>`
  const asked = `${extent.seconds} s · ${extent.vus} 虚拟用户 virtual users · ${extent.rate} 事件/秒 events a second · ${cases} 办件 cases`
  const on = `${machine.processors} × ${machine.model} · Node ${machine.node} · k6 ${machine.k6} · 负载 load ${machine.loadBefore.toFixed(1)} → ${machine.loadAfter.toFixed(1)}`
  return `${verdict}<p class="quiet">${escape(begun)} · ${escape(asked)}</p><p class="quiet">${escape(on)} · 数据均为虚构 all data are made up</p>`
}

const verdictRow = (verdict: Verdict): string => {
  const { holds, metric, value, because } = verdict
  const sign = holds ? '<td class="good">✓</td>' : '<td class="bad">✗</td>'
  const measured = value === null ? '未测得 not measured' : short(value)
  return `<tr>${sign}<td><code>${escape(metric)}</code></td><td><code>${escape(expressionOf(verdict))}</code></td><td class="figure">${measured}</td><td>${escape(because)}</td></tr>`
}

const figureRow = ([name, figures]: readonly [string, string]): string =>
  `<tr><td><code>${escape(name)}</code></td><td>${escape(figures)}</td></tr>`
