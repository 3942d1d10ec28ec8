/** Where the events of a class come from: a hall and the organisation that decides. */
export type EventClass = {
  readonly hall: string
  readonly organisation: string
  /** Codes of its regions, the county first; 12 digits. */
  readonly regions: readonly string[]
}

/** A kind of console: who it is, what it follows, and its share of all. */
export type Audience = {
  /** The region that it follows. */
  readonly within: string
  /** The region for which its rights are given: that one or one around it. */
  readonly rights: string
  /** A person bound to an organisation; else a system with a key. */
  readonly organisation?: string
  readonly share: number
}

/** Where events come from, and who follows them. */
export type Scene = {
  readonly name: string
  readonly classes: readonly EventClass[]
  readonly audiences: readonly Audience[]
}

const PROVINCE = '430000000000'
/** Counties of four cities. */
const COUNTIES = ['430102', '430104', '430202', '430302', '430304', '430602'].map((code) => `${code}000000`)
const cityOf = (county: string): string => `${county.slice(0, 4)}00000000`
const CITIES = [...new Set(COUNTIES.map(cityOf))]

/** Made-up halls, one to each county. */
export const HALLS = COUNTIES.map((region, n) => ({ code: `BENCH-HALL-${n + 1}`, region }))
/** Made-up organisations. */
export const ORGANISATIONS = ['BENCH-ORG-1', 'BENCH-ORG-2'] as const

const CLASSES: readonly EventClass[] = HALLS.flatMap(({ code: hall, region }) =>
  ORGANISATIONS.map((organisation) => ({ hall, organisation, regions: [region, cityOf(region), PROVINCE] })),
)

/** Everybody follows the province, and every event concerns everybody. */
export const SAME: Scene = {
  name: 'the same subtree',
  classes: CLASSES.slice(0, 1),
  audiences: [{ within: PROVINCE, rights: PROVINCE, share: 1 }],
}

/** A province at work: a few who follow all of it, many who follow their city or county, some of one organisation. */
export const MIXED: Scene = {
  name: 'a mix of regions and organisations',
  classes: CLASSES,
  audiences: [
    { within: PROVINCE, rights: PROVINCE, share: 0.05 },
    ...CITIES.map((code) => ({ within: code, rights: code, share: 0.35 / CITIES.length })),
    ...COUNTIES.map((code) => ({ within: code, rights: code, share: 0.4 / COUNTIES.length })),
    ...COUNTIES.map((code) => ({ within: code, rights: PROVINCE, share: 0.1 / COUNTIES.length })),
    ...CITIES.map((code) => ({
      within: code,
      rights: code,
      organisation: ORGANISATIONS[0],
      share: 0.1 / CITIES.length,
    })),
  ],
}

/** The classes of a scene, by their places in it, that a kind of console gets. */
export const reachOf = ({ classes }: Scene, { within, organisation }: Audience): readonly number[] =>
  classes.flatMap((one, at) => {
    const isTheirs = organisation === undefined || one.organisation === organisation
    return isTheirs && one.regions.includes(within) ? [at] : []
  })

/** The same without people, who run the documents of a built console only. */
export const withoutPeople = (scene: Scene): Scene => ({
  ...scene,
  audiences: scene.audiences.filter(({ organisation }) => organisation === undefined),
})

/** Deals so many consoles to the kinds of a scene, by their shares; the last ones go to the widest. */
export const deal = ({ audiences }: Scene, consoles: number): readonly Audience[] => {
  const whole = audiences.reduce((sum, { share }) => sum + share, 0)
  const dealt = audiences.flatMap((one) =>
    Array.from({ length: Math.floor((one.share / whole) * consoles) }, () => one),
  )
  const [widest] = audiences
  return widest === undefined ? dealt : [...dealt, ...Array.from({ length: consoles - dealt.length }, () => widest)]
}

/** The topic of a kind of console at a peer. */
export const topicOf = ({ within, organisation }: Pick<Audience, 'within' | 'organisation'>): string =>
  organisation === undefined ? within : `${within} ${organisation}`

/** The topics of a scene to which a peer publishes events of a class. */
export const topicsOf = ({ audiences }: Scene, one: EventClass): readonly string[] => {
  const theirs = audiences.filter(({ organisation = one.organisation }) => organisation === one.organisation)
  return [...new Set(theirs.filter(({ within }) => one.regions.includes(within)).map(topicOf))]
}
