import { run } from 'graphile-worker'

// As its page on performance has it for many small jobs: a local queue, and what is done told in batches.
const connectionString = process.env['DATABASE_URL']
if (connectionString === undefined) throw new Error('DATABASE_URL is not set')
const runner = await run({
  preset: {
    worker: {
      connectionString,
      concurrentJobs: 24,
      maxPoolSize: 10,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
  },
  taskList: { clock: () => undefined },
  noHandleSignals: true,
})
process.stdout.write('graphile-worker starts at its-database\nReady\n')
process.once('SIGTERM', () => void runner.stop().then(() => process.exit(0)))
