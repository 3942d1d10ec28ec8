import { SCENARIOS } from '../k6/thresholds.ts'
import { SCENARIO_TABLE } from './scenario-table.ts'

/** What `--help` prints. */
export const usage = (): string =>
  [
    'pnpm loadtest [SCENARIO …]     without a scenario all but soak, one after the other',
    '',
    ...SCENARIOS.map((name) => `  ${name.padEnd(15)}${SCENARIO_TABLE[name].what}`),
    '',
    '  --duration SECONDS   how long; --minutes MINUTES for soak (30 unless told)',
    '  --vus NUMBER         consoles, or systems that report',
    '  --rate NUMBER        events reported in a second',
    '  --cases NUMBER       made-up cases that are there at the beginning (20000)',
    '  --keep               keeps the folder with the database and the log of k6',
    '',
    'It brings its own PostgreSQL and server on loopback, and ends them. Results: loadtest/results/SCENARIO.json, .txt, .html.',
    'Ends with 0 when every limit was kept, 1 when one was not, 2 when it could not be run, 130 after Ctrl-C.',
  ].join('\n')
