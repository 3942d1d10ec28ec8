import type { Generated } from 'kysely'
import type {
  ComplaintCategory,
  ComplaintChannel,
  ComplaintEvents,
  ComplaintKind,
  ComplaintState,
  ComplaintType,
  Judgement,
} from './contract.ts'
import type { ComplaintStep } from './rules/complaint-step.ts'

/** The unit complained of, at least its organisation or its hall. */
export type UnitColumns = {
  areaCode: number
  regionId: number
  scopeKey: number
  organisationId: number | null
  hallId: number | null
}

/** Whose authority handles it: of a sealed one, of the region above. */
export type HandlingColumns = { handlingAreaCode: number; handlingRegionId: number; handlingKey: number }

/** From whom a sealed one is hidden: `releasedAt` stays null, what is released is written among the others. */
export type VeilColumns = {
  veiledLo: number | null
  veiledHi: number | null
  veiledOrganisationId: number | null
  veiledHallId: number | null
  releasedAt: Date | null
}

/** What somebody complained of, and what became of it. Who it was stands in the vault alone. */
export type ComplaintTable = UnitColumns &
  HandlingColumns & {
    /** UUID version 7. */
    id: string
    serial: Generated<number>
    /** Another with each time that it is looked into anew: its clocks run under it. */
    roundId: string
    kind: ComplaintKind
    type: ComplaintType
    category: ComplaintCategory
    channel: ComplaintChannel
    /** The number of the case that it is about, as it was given. */
    caseNumber: string | null
    words: string
    receivedAt: Date
    /** The local day on which figures count it. */
    receivedOn: string
    state: ComplaintState
    /** When what waits in this state is due; null where nothing waits. */
    stepDue: Date | null
    acceptedAt: Date | null
    acceptedById: string | null
    acceptedBy: string | null
    /** When it is to be judged. */
    dueAt: Date | null
    assignedAt: Date | null
    handlerId: string | null
    handler: string | null
    /** The unit in which the handler holds the right. */
    handlerOrganisationId: number | null
    handlerHallId: number | null
    investigatedAt: Date | null
    investigatedById: string | null
    investigatedBy: string | null
    investigation: string | null
    judgedAt: Date | null
    judgedOn: string | null
    judgedById: string | null
    judgedBy: string | null
    judgement: Judgement | null
    judgementWords: string | null
    judgedInTime: boolean | null
    /** The finding that it raised, and not only joined. */
    findingId: string | null
    /** What the complainant is told: the reply, or why it was refused. */
    repliedAt: Date | null
    repliedById: string | null
    repliedBy: string | null
    reply: string | null
    referredAt: Date | null
    referredTo: string | null
    appealedAt: Date | null
    appeal: string | null
    reviewedAt: Date | null
    reviewedById: string | null
    reviewedBy: string | null
    reviewWords: string | null
    closedAt: Date | null
    reopenings: number
    /** A sealed one: when it was told to its unit, as one of the others. */
    toldAt: Date | null
  }

/** The same of a sealed one, in a table of its own. */
export type SealedTable = ComplaintTable & VeilColumns

/** What was done with a complaint. Rows are added and never changed. */
export type ComplaintStepTable = {
  /** UUID version 7. */
  id: string
  complaintId: string
  at: Date
  actorId: string
  actor: string
  step: ComplaintStep | 'RECEIVE' | 'ADD' | 'RELEASE'
  state: ComplaintState
  words: string
  /** Of the handling authority. */
  handlingKey: number
}
export type SealedStepTable = ComplaintStepTable & VeilColumns

/** From where a complaint came, and what opens it for its complainant. For the platform alone. */
export type OriginTable = {
  complaintId: string
  /** In which of the two tables it is. */
  sealed: boolean
  /** SHA-256, hex. */
  receiptHash: string
  /** A system and the number of the complaint there; null for what was written here. */
  source: string | null
  number: string | null
  contentHash: string | null
}

/** A way by which one may complain (6.3-k), tested at intervals. */
export type ChannelTable = UnitColumns & {
  id: string
  kind: ComplaintChannel
  title: string
  /** Number, address or place. */
  address: string
  /** What shows that it was made known. */
  proof: string
  publishedOn: string
  endedOn: string | null
  /** In working days. */
  testEvery: number
  lastTestedAt: Date | null
  lastAliveAt: Date | null
  alive: boolean | null
  nextTestDue: Date
  /** Its clock until the next test. */
  roundId: string
}

/** A test of a channel. Rows are added and never changed. */
export type ChannelTestTable = UnitColumns & {
  id: string
  channelId: string
  at: Date
  day: string
  testerId: string
  tester: string
  alive: boolean
  words: string
}

export type ComplaintsTables = {
  'complaints.complaint': ComplaintTable
  'complaints.step': ComplaintStepTable
  'complaints.sealed': SealedTable
  'complaints.sealedStep': SealedStepTable
  'complaints.origin': OriginTable
  'complaints.channel': ChannelTable
  'complaints.channelTest': ChannelTestTable
}

/** What complaints are made of, as types. */
export type Complaints = {
  Tables: ComplaintsTables
  Emits: ComplaintEvents
  Permissions:
    | 'complaints.read'
    | 'complaints.report'
    | 'complaints.handle'
    | 'complaints.judge'
    | 'complaints.seal'
    | 'complaints.reveal'
    | 'complaints.test'
}
