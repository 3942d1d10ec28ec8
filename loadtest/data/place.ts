import type { Platform } from '@zhikong/core'
import { localDate } from '@zhikong/core'
import { demoMatters, hallCode, MADE_UP, makeWorld, saveDemoRegisters } from '@zhikong/server'
import type { Place } from './made-up-cases.ts'

/** Saves the registers that made-up cases name, all of them called made up, and gives what cases are made over. */
export const preparePlace = async (platform: Platform, seed: number): Promise<Place> => {
  const matters = await demoMatters()
  await saveDemoRegisters(platform, matters, localDate(await platform.clock.now()), MADE_UP)
  const { tree, index } = await platform.registers.snapshot(true)
  const [province] = tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const halls = new Set(tree.all.map(hallCode).filter((code) => index.hallByCode.has(code)))
  const calendar = (await platform.openEngine(true)).calendars.forPlace(province.scopeKey)
  return { world: makeWorld(seed, tree, halls, matters), calendar }
}
