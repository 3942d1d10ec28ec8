import type { ReportedEvent } from '../../cases/reported-event.ts'
import type { ErrorCode } from '../../graphql/messages.ts'
import type { RegisterIndex } from '../../registers/register-index.ts'

/** Codes that a file names and no register knows. A window is `hall\nwindow`. */
export type MissingCodes = {
  readonly halls: Set<string>
  readonly organisations: Set<string>
  readonly windows: Set<string>
  readonly matters: Set<string>
  readonly channels: Set<string>
}

export const noneMissing = (): MissingCodes => ({
  halls: new Set(),
  organisations: new Set(),
  windows: new Set(),
  matters: new Set(),
  channels: new Set(),
})

export const countMissing = (missing: MissingCodes): number =>
  Object.values(missing).reduce((sum, codes) => sum + codes.size, 0)

/** A code of an event that no register knows. */
export type UnknownCode = { readonly field: string; readonly code: ErrorCode; readonly value: string }

/** Finds the codes of an event that are unknown, and adds them to `missing`. */
export function findUnknown(event: ReportedEvent, index: RegisterIndex, missing: MissingCodes): readonly UnknownCode[] {
  const unknown: UnknownCode[] = []
  const look = (
    field: 'hall' | 'matter' | 'organisation' | 'channel',
    code: ErrorCode,
    known: ReadonlyMap<string, unknown>,
    codes: Set<string>,
  ): void => {
    const value = event[field]
    if (value == null || known.has(value)) return
    codes.add(value)
    unknown.push({ field, code, value })
  }
  look('hall', 'UNKNOWN_HALL', index.hallByCode, missing.halls)
  look('matter', 'UNKNOWN_MATTER', index.matterByCode, missing.matters)
  look('organisation', 'UNKNOWN_ORGANISATION', index.organisationByCode, missing.organisations)
  look('channel', 'UNKNOWN_CHANNEL', index.channelByCode, missing.channels)
  const { hall, window } = event
  if (hall != null && window != null) {
    const known = index.hallByCode.get(hall)
    if (known === undefined || index.windowOf(known.id, window) === undefined) {
      missing.windows.add(`${hall}\n${window}`)
      unknown.push({ field: 'window', code: 'UNKNOWN_WINDOW', value: window })
    }
  }
  return unknown
}
