import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The document that consoles run. */
export type ConsoleDocument = {
  /** As a request names it: by its id in the build of the console, or in full. */
  readonly named: { readonly query: string; readonly extensions?: { readonly documentId: string } }
  /** Whether people who are signed in may run it too. */
  readonly forPeople: boolean
}

const COMPLETIONS = `subscription Completions($within: RegionCode!, $after: String) {
  completions(within: $within, after: $after) {
    cursor
    events { seq at caseId caseNumber outcome matter hall organisation regionCode regionName onTime countedDays }
  }
}`
const MANIFEST = join(import.meta.dirname, '../../../web/app/build/trusted-documents.json')

/** The subscription to cases that end, from the console's build where there is one. */
export const consoleDocument = (): ConsoleDocument => {
  const documents = existsSync(MANIFEST) ? (JSON.parse(readFileSync(MANIFEST, 'utf8')) as object) : {}
  const found = Object.entries(documents).find(([, text]) => String(text).startsWith('subscription Completions('))
  return found === undefined
    ? { named: { query: COMPLETIONS }, forPeople: false }
    : { named: { query: '', extensions: { documentId: found[0] } }, forPeople: true }
}
