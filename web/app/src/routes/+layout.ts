/** The console is a single-page application: the process that serves the API serves these files too. */
export const ssr = false
