/** Who acts in the demo's past: no person and no account, and said so wherever it is shown. */
export const DEMO_OPENER = { id: 'demo-opener', name: '演示数据 · 立案' } as const
export const DEMO_DECIDER = { id: 'demo-decider', name: '演示数据 · 决定' } as const
