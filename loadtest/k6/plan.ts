/** A document of the console, as its pages name it. */
export type PlannedDocument = { readonly documentId: string }

/** Somebody with an account: what they read depends on role and region. */
export type Person = {
  readonly username: string
  readonly role: 'AUTHORITY' | 'INSPECTOR' | 'HALL_MANAGER' | 'DEPARTMENT'
  /** Twelve digits: where the role holds. */
  readonly region: string
  /** The code of the one organisation to which a DEPARTMENT is bound. */
  readonly organisation: string | null
}

/** A hall for which events are reported. */
export type ReportingHall = {
  readonly code: string
  readonly region: string
  readonly organisation: string
}

/** A system that reports, with a key for one city and a source of its own. */
export type Reporter = { readonly key: string; readonly source: string; readonly halls: readonly ReportingHall[] }

/** How much a scenario asks for. */
export type Extent = {
  /** Virtual users: consoles, or sockets. */
  readonly vus: number
  /** Events a second, where it reports. */
  readonly rate: number
  readonly seconds: number
}

/** What the runner prepared and k6 works with, as JSON. */
export type Plan = {
  /** Of the server, on loopback; no slash at the end. */
  readonly url: string
  /** By kind and name: `query Overview`. */
  readonly documents: Readonly<Record<string, PlannedDocument>>
  /** Of all accounts. */
  readonly password: string
  readonly people: readonly Person[]
  readonly reporters: readonly Reporter[]
  readonly matters: readonly string[]
  /** A matter with a limit of two days that never stop: it is warned of after one, and carded after two. */
  readonly twoDayMatter: string
  /** Today in Asia/Shanghai. */
  readonly today: string
  readonly extent: Extent
}
