/** The platform: what plugins and the server's composition may use. */

// The contract of plugins
export { definePlugin, oneByOne } from './plugin.ts'
export type {
  AnyPlugin,
  CaseMeasure,
  DemoLoader,
  FeedEvent,
  Handler,
  Measure,
  OwnMeasure,
  Plugin,
  PluginTransaction,
  PluginTypes,
  RecountRange,
  RecountRow,
} from './plugin.ts'
export type { Host, HostServices, OwnDelta, Place } from './host.ts'
export { buildSchema, composePlugins, declare } from './compose.ts'
export type { BoundDemo, BoundHandler, Composition, Declarations, SchemaPart } from './compose.ts'
export { buildApiSchema, servicesWithoutDatabase } from './core-schema.ts'
export type { SchemaServices } from './core-schema.ts'
export type { CoreServices } from './core-services.ts'
export { SHARED_RECORDS } from './shared-records.ts'
export { PluginsRefused } from './boot-checks.ts'
export type { CoreEvents } from './core-events.ts'
export { CORE_PERMISSIONS } from './permission.ts'
export type { CorePermission, PermissionName } from './permission.ts'
export { databaseClock } from './platform-clock.ts'
export type { Clock } from './platform-clock.ts'
export { CLAUSES } from './standard/clauses.ts'
export type { ClauseId } from './standard/clauses.ts'
export type { Answer, Answers } from './standard/answers.ts'
export { fulfilments, wantingOf } from './standard/fulfilment.ts'
export type { Fulfilment } from './standard/fulfilment.ts'
export type { Language, Text } from './text.ts'
export { isUuid } from './uuid.ts'

// Files, and what was found wanting
export { attachFiles, releaseFiles } from './files/attach.ts'
export type { Attachment } from './files/attach.ts'
export * from './findings/index.ts'

// Rooms
export * from './access/index.ts'
export * from './clock/index.ts'
export * from './database/index.ts'
export * from './operations/index.ts'
export type { CaseLife, ClockDeclaration } from './alerts/declaration.ts'
export type { OwnRules, SubjectClock } from './alerts/subjects/declaration.ts'
export type {
  ClockChange,
  ClockName,
  NewSuspension,
  StartedClock,
  SubjectClocks,
  Terms,
} from './alerts/subjects/subject-clocks.ts'
export type { CaseFlag, CaseRecord } from './cases/record.ts'
export type { CaseEvent, EventPayload } from './cases/event.ts'
export { decodeCaseId, encodeCaseId } from './cases/case-id.ts'
export type { CaseKey } from './cases/case-id.ts'
export { suspensionsOf } from './cases/suspensions.ts'
export type { AlertPayload, CompletionPayload } from './feed/events.ts'
export type { Contribution } from './indicators/contribution.ts'
export type { Histogram, Indicator, Sum } from './indicators/indicator.ts'
export { placeIn } from './indicators/figure.ts'
export type { Figure } from './indicators/figure.ts'
export { readFigures } from './indicators/read-figures.ts'
export type { FiguresWanted } from './indicators/read-figures.ts'
export { createRegisters } from './registers/registers.ts'
export { readDemoMatters } from './registers/demo-matters.ts'
export type { DemoMatter } from './registers/demo-matters.ts'
export type { Registers, RegisterSnapshot } from './registers/registers.ts'
export type { Region } from './registers/region.ts'
export { REGISTER_KINDS } from './registers/tables.ts'
export type { RegionTree } from './registers/region-tree.ts'
export { OPERATOR, saveRegister } from './registers/save/index.ts'
export type {
  Drafts,
  HallDraft,
  MatterDraft,
  OrganisationDraft,
  SaveHost,
  WindowDraft,
} from './registers/save/index.ts'
export type { RegisterKind } from './registers/tables.ts'
export type { HallEntry, MatterEntry, OrganisationEntry, RegisterIndex } from './registers/register-index.ts'

// The audit log
export * from './access/audit/index.ts'

// GraphQL
export type { Builder } from './graphql/builder.ts'
export { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from './graphql/connections.ts'
export type { Page } from './graphql/connections.ts'
export type { Principal, Reach, RequestContext, ScopeRange } from './graphql/context.ts'
export { answer, problem, resultOf } from './graphql/errors.ts'
export type { ErrorCode, InputProblem } from './graphql/errors.ts'
export { fault, invalid } from './graphql/fault.ts'
export { INTAKE, LIMITS } from './graphql/limits.ts'
export { createKeyDoor } from './graphql/public-door.ts'
export type { DoorLimits, PublicDoor } from './graphql/public-door.ts'
export { printApiSchema } from './graphql/print-schema.ts'
export { createApi } from './graphql/server.ts'
export { readTrustedDocuments } from './graphql/trusted-documents.ts'
export type { Api, ApiConfig, ApiOptions } from './graphql/server.ts'
export { parseInstant, parseLocalDate, parseRegionCode } from './graphql/scalars.ts'
export { API_CONTENT_POLICY, SECURITY_HEADERS, setSecurityHeaders } from './graphql/security-headers.ts'

// The platform at work
export { reportEvents } from './cases/report.ts'
export { createGather } from './cases/gather.ts'
export { insertEvents, replaceThresholds } from './cases/store.ts'
export { giveSource, listSources } from './cases/sources.ts'
export type { IntakeOptions } from './cases/intake.ts'
export type { EventResult, ReportedEvent, ReportedWithApplicant } from './cases/reported-event.ts'
export * from './imports/cases/index.ts'
export { importSource } from './imports/imported-entry.ts'
export { importRegister, registerTemplate } from './imports/registers.ts'
export type { ImportFault, RegisterImport, RegisterImportOptions } from './imports/registers.ts'
export * from './clock/administration/index.ts'
export { readText } from './imports/read-text.ts'
export { checkRollups } from './indicators/graphql/rollup-check.ts'
export { foldDeltas } from './indicators/fold.ts'
export { openMail } from './notify/messages/mail.ts'
export type { Sent } from './notify/messages/mail.ts'
export { openSmsGateway } from './notify/messages/sms.ts'
export type { ShortMessage, SmsGateway } from './notify/messages/sms.ts'
export { openPlatform } from './platform.ts'
export type { Platform, Workers } from './platform.ts'
export { prepareData } from './prepare.ts'
