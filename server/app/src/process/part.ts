import type { Config, Database, Declarations, Health, Logger, Shutdown } from '@zhikong/core'

import type { Api } from '../serve.ts'

/** What a part of the process is given when it starts. */
export type Running = {
  readonly config: Config
  /** What core and the plugins declare: measures, indicators, permissions, migrations. */
  readonly declarations: Declarations
  readonly database: Database
  readonly logger: Logger
  readonly health: Health
  readonly shutdown: Shutdown
  /** The address that the process serves at. */
  readonly url: string
  /** Adds a line to what is printed when everything is ready: `announce('Console', url)`. */
  announce(label: string, value: string): void
  /** Gives the server what answers `/graphql` and `/auth`; it is closed with the server. */
  serveApi(api: Api): void
}

/** A part of the process, started in order after the database is up to date: registers, workers, API, demo … */
export type Part = {
  /** Shown in the progress while it starts. */
  readonly title: string
  /** Starts it; what must stop is added to `running.shutdown`, which stops the last started first. */
  start(running: Running, report: (state: string) => void): Promise<void>
}
