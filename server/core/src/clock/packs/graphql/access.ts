/** Whose work is measured by the rules may read them, and who maintains them. */
export const RULES_ACCESS = { anyOf: ['core.read', 'core.administer'] } as const
