import type { LiveConnection } from './live-connection.svelte.ts'
import { type AlertEvent, alertStream, type CompletionEvent, completionStream } from './live-query.ts'

/** Something happened to a card or to a case; null for what it is not about. */
export type LiveChange = { readonly alertId: string | null; readonly caseId: string | null }

type Settings = {
  readonly live: Pick<LiveConnection, 'watch'>
  /** The region; its whole subtree counts. */
  readonly within: string
  readonly onChanges: (changes: readonly LiveChange[]) => void
}

/** Tells what happens to the cards and cases of a region, whatever it is, until the returned function is called. */
export function watchChanges({ live, within, onChanges }: Settings): () => void {
  const tell = (changes: readonly LiveChange[]): void => {
    if (changes.length > 0) onChanges(changes)
  }
  const stops = [
    live.watch<AlertEvent>({
      text: alertStream,
      field: 'alerts',
      within,
      onEvents: (events) => tell(events.map(({ alertId, caseId }) => ({ alertId, caseId }))),
    }),
    live.watch<CompletionEvent>({
      text: completionStream,
      field: 'completions',
      within,
      onEvents: (events) => tell(events.map(({ caseId }) => ({ alertId: null, caseId }))),
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
