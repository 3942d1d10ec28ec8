/**
 * What a column holds, by who may read it in clear.
 * public: what anybody may know, as it hangs in the hall: registers of places and matters, calendars.
 * internal: for principals within their range: cases, figures, names of staff in their duty.
 * personal: tells of a natural person who came to a hall or rated it, or from where somebody called (PIPL article 4).
 * In a table that readers see it is only there sealed, or as a blind index: as bytes.
 * sensitive: harms whoever it belongs to when it leaks: identity numbers, secrets, what proves a secret. Never in a
 * table that readers see.
 */
export const COLUMN_CLASSES = ['public', 'internal', 'personal', 'sensitive'] as const

export type ColumnClass = (typeof COLUMN_CLASSES)[number]

/** The class of every column of some tables, in their names of TypeScript. A column too few or too many does not compile. */
export type ColumnClasses<Tables> = {
  readonly [Table in keyof Tables]: { readonly [Column in keyof Tables[Table]]: ColumnClass }
}

/** The classes of tables that are known by name only. */
export type ClassesByTable = Readonly<Record<string, Readonly<Record<string, ColumnClass>>>>
