/** The design system, the data client and the page contract of the console. Imports no plugin. */
export { ApiError } from './client/api-error.ts'
export * from './client/api-types.ts'
export { Attempt } from './client/attempt.svelte.ts'
export { explain } from './client/explain.ts'
export { createRequest, type Request } from './client/graphql.ts'
export { mutation, type Outcome, type Query, query } from './client/query.ts'
export { LiveConnection, type LiveState } from './client/live-connection.svelte.ts'
export { type LiveChange, watchChanges } from './client/live-changes.ts'
export type { AlertItem, CompletionItem, FeedItem } from './client/feed-items.ts'
export { LiveFeed } from './client/live-feed.svelte.ts'
export { Paged } from './client/paged.svelte.ts'
export { Resource } from './client/resource.svelte.ts'
export { default as Badge } from './components/badge.svelte'
export type { ClockPace } from './components/clock-layout.ts'
export { type CaseClock, default as ClockTimeline } from './components/clock-timeline.svelte'
export { copyText } from './components/copy-text.ts'
export { default as Dialog } from './components/dialog.svelte'
export { default as Disclosure } from './components/disclosure.svelte'
export { default as EmptyState } from './components/empty-state.svelte'
export { default as ErrorState } from './components/error-state.svelte'
export { type CountyFigure, default as HunanMap } from './components/hunan-map.svelte'
export { default as Icon } from './components/icon.svelte'
export { type IconName, icons } from './components/icons.ts'
export { default as KpiTile } from './components/kpi-tile.svelte'
export { default as LiveFeedPanel } from './components/live-feed-panel.svelte'
export { default as Loaded } from './components/loaded.svelte'
export { default as Notice } from './components/notice.svelte'
export { default as Panel } from './components/panel.svelte'
export { type Choice, default as Picker } from './components/picker.svelte'
export { places, type RankColumn, type RankRow } from './components/rank-row.ts'
export { default as RankTable } from './components/rank-table.svelte'
export { default as Shape } from './components/shape.svelte'
export { cardShape, outlinesOf, type ShapeKind } from './components/shape-kinds.ts'
export { default as ShownOnce } from './components/shown-once.svelte'
export { default as Skeleton } from './components/skeleton.svelte'
export { default as Spark } from './components/spark.svelte'
export { default as StaleBar } from './components/stale-bar.svelte'
export { default as TrendChart, type TrendLine } from './components/trend-chart.svelte'
export * from './format/figure.ts'
export * from './format/instant.ts'
export * from './format/limit.ts'
export * from './format/local-date.ts'
export * from './format/period.ts'
export {
  type Catalogue,
  type Catalogues,
  type Locale,
  locales,
  type MessageKey,
  type Parameters,
} from './messages/translate.ts'
export {
  type Console,
  type Place,
  provideConsole,
  provideReader,
  type Tail,
  useConsole,
  useReader,
} from './page/console.ts'
export {
  type CardLink,
  type ConsolePage,
  definePage,
  definePluginConsole,
  type PageProps,
  type PluginConsole,
} from './page/define-page.ts'
export { matchPath } from './page/match-path.ts'
export { Reader, type TextSize, type Theme, themes } from './reader.svelte.ts'
