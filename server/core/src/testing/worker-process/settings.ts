/** A time that all processes of a test share: `from` ms of the epoch at the real instant `began`, running at a speed. */
export type SharedTime = { readonly from: number; readonly began: number; readonly speed: number }

/** What a worker process of a test is told. */
export type WorkerSettings = {
  /** As `DATABASE_URL` takes it. */
  readonly url: string
  /** The URL of a module that exports `plugins`. */
  readonly plugins: string
  /** As `MAIL_URL` takes it; without one nobody is sent mail. */
  readonly mail?: string
}
