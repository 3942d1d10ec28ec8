/** What a record adds to a measure on a local day (Asia/Shanghai). Several of one day add up. */
export type Contribution = { readonly day: string; readonly n: number }
