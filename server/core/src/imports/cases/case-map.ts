import { z } from 'zod'
import { CASE_EVENT_KINDS } from '../../cases/tables.ts'
import { LIMIT_UNITS, MATTER_KINDS } from '../../registers/tables.ts'

const name = z.string().min(1).max(200)

/** Where a value comes from: a column by its name, a column with a table of values, or the same in every row. */
const value = z.union([
  name,
  z.strictObject({
    column: name,
    /** What the file writes → what is taken. What is not in it stays as it is, unless `default` says otherwise. */
    values: z.record(z.string(), z.string()).optional(),
    /** For a cell that is empty or, where there are `values`, not among them. */
    default: z.string().min(1).optional(),
  }),
  z.strictObject({ constant: z.string().min(1) }),
])

const limit = z.strictObject({ amount: value, unit: z.enum(LIMIT_UNITS) })

const fields = z.strictObject({
  hall: value.optional(),
  matter: value.optional(),
  window: value.optional(),
  organisation: value.optional(),
  channel: value.optional(),
  role: value.optional(),
  step: value.optional(),
  reason: value.optional(),
  note: value.optional(),
  dueAt: value.optional(),
  until: value.optional(),
  approvedDays: value.optional(),
  noticed: value.optional(),
  ground: value.optional(),
  law: value.optional(),
  approver: value.optional(),
  resumes: value.optional(),
  extensionDays: value.optional(),
  extensionBasis: value.optional(),
  supplementDueAt: value.optional(),
  parent: value.optional(),
  licenceFollows: value.optional(),
  deliveryFollows: value.optional(),
  applicantName: value.optional(),
  applicantKind: value.optional(),
  applicantIdNumber: value.optional(),
  applicantPhone: value.optional(),
  promised: limit.optional(),
  statutory: limit.optional(),
})

/** A column that is not empty, or one that holds a certain text. */
const condition = z.union([
  name,
  z.strictObject({ column: name, equals: z.string() }),
  z.strictObject({ column: name, in: z.array(z.string()).min(1) }),
])

const event = z.strictObject({
  /** Once for each case, from its first row; or once for each row. */
  per: z.enum(['case', 'row']),
  kind: z.enum(CASE_EVENT_KINDS),
  /** The event's id within its case: text with columns in braces; `{case}` is the case number. */
  id: z.string().min(1).max(300),
  /** The column of the instant. */
  at: name,
  when: condition.optional(),
  fields: fields.optional(),
})

const named = z.strictObject({ name: name.optional(), nameEn: name.optional() })

const caseMap = z.strictObject({
  $schema: z.string().optional(),
  source: z.string().min(1).max(64),
  file: z
    .strictObject({
      delimiter: z.string().length(1).default(','),
      encoding: z.enum(['UTF-8', 'GB18030']).default('UTF-8'),
      /** For instants without an offset: a name of the tz database, like Asia/Shanghai. */
      zone: z.string().min(1).refine(isZone, 'no zone of the tz database').optional(),
      /** `iso`, or patterns of yyyy, M, MM, d, dd, H, HH, mm, ss, SSS. */
      dates: z.array(z.string().min(1).max(60)).min(1).default(['iso']),
    })
    .prefault({}),
  /** The column of the case number. */
  case: name,
  /** For every event of the file, unless the event has its own. */
  fields: fields.default({}),
  events: z.array(event).min(1).max(50),
  /** What `--create-missing` makes: the region of halls and organisations, and what things are called. */
  create: z
    .strictObject({
      region: z.string().regex(/^\d{2,12}$/),
      halls: z.record(z.string(), named).default({}),
      organisations: z.record(z.string(), named).default({}),
      windows: z.record(z.string(), named).default({}),
      matters: z
        .record(z.string(), named.extend({ type: name.optional(), kind: z.enum(MATTER_KINDS).optional() }))
        .default({}),
      channels: z.record(z.string(), named.extend({ online: z.boolean().optional() })).default({}),
    })
    .optional(),
})

/** How the rows of one system's file become events: see docs/guide/import.md. */
export type CaseMap = z.infer<typeof caseMap>
export type MapValue = z.infer<typeof value>
export type MapFields = z.infer<typeof fields>
export type MapEvent = z.infer<typeof event>
export type MapCondition = z.infer<typeof condition>

/** A map that cannot be used: a sentence for each thing that is wrong with it. */
export class MapRefused extends Error {
  override readonly name = 'MapRefused'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The map cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** Reads a map from the text of its JSON file. @throws MapRefused with all that is wrong */
export function readCaseMap(text: string): CaseMap {
  const parsed = caseMap.safeParse(parseJson(text.replace(/^\uFEFF/, '')))
  if (parsed.success) return parsed.data
  throw new MapRefused(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'map'}: ${message}`))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new MapRefused([`It is no JSON: ${error instanceof Error ? error.message : String(error)}`])
  }
}

function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
