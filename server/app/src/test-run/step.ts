/** How many passed and how many failed: tests, or a check as a whole. */
export type Tally = { readonly passed: number; readonly failed: number }

/** One thing that the test command runs. */
export type Step = { readonly title: string; run(): Promise<Tally> }
