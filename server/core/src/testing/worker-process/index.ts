export { randomFrom } from './random-from.ts'
export type { SharedTime, WorkerSettings } from './settings.ts'
export { startWorkers } from './start-workers.ts'
export type { Killing, Workers } from './start-workers.ts'
