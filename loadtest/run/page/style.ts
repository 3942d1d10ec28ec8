/** How the page looks, by the light or dark that the reader prefers; nothing is loaded from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1c2330; --quiet: #5b6575; --rule: #dfe3ea; --first: #1d5fbf; --second: #c2560a; --good: #17733a; --bad: #b3261e }
@media (prefers-color-scheme: dark) {
  :root { --page: #14181f; --ink: #e6e9ee; --quiet: #9aa4b2; --rule: #303743; --first: #6aa6ff; --second: #f2a25c; --good: #5cc98a; --bad: #ff8a80 }
}
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
h1 { margin: 0; font-size: 1.5rem }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem }
p { margin: .25rem 0 }
.quiet, figcaption span { color: var(--quiet) }
.good { color: var(--good) }
.bad { color: var(--bad) }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem }
figure { margin: 0; min-width: 0 }
figcaption { font-weight: 600 }
figcaption span { font-weight: 400 }
.names { display: flex; gap: 1rem; font-size: 13px; color: var(--quiet) }
.names i { display: inline-block; width: 1.25rem; height: 0; margin-right: .4rem; vertical-align: middle; border-top: 2px solid }
.names i.line0 { border-color: var(--first) }
.names i.line1 { border-color: var(--second) }
svg { display: block; width: 100%; height: auto }
svg text { font-size: 11px; fill: var(--quiet) }
svg path { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round }
svg .line0 { stroke: var(--first) }
svg .line1 { stroke: var(--second) }
svg .level { stroke: var(--rule) }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; min-width: 44rem; font-size: 14px }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top }
td.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
code { font: 13px ui-monospace, Consolas, monospace }
`
