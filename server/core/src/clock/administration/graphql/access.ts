/** Whose work is measured by the calendar may read it, and who maintains it. */
export const CALENDAR_ACCESS = { anyOf: ['core.read', 'core.administer'] } as const
