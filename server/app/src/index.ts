// What the load tests take from the server: its plugins, how it opens its database, and the made-up province of the demo.

export { caseLife, DEMO_SOURCE } from './demo/case-life.ts'
export { demoMatters } from './demo/demo-matters.ts'
export { hallCode, MADE_UP, saveDemoRegisters } from './demo/demo-registers.ts'
export { makeWorld } from './demo/demo-world.ts'
export type { DemoHall, DemoWorld } from './demo/demo-world.ts'
export { randomOf } from './demo/random.ts'
export type { Random } from './demo/random.ts'
export { dayWeight } from './demo/rhythm.ts'
export { plugins } from './plugins.ts'
export { migrationsOf } from './process/migrations.ts'
export { closeData, openData } from './process/open-data.ts'
export { checkout } from './process/folders.ts'
