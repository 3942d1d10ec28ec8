import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

/**
 * Loaded into a server before its own code (`--import`): profiles it from one SIGUSR2 to the next, and then writes the
 * profile to `PROFILE_FILE`. So neither its start nor what warms it up is in it.
 */
const SAMPLED_EVERY_US = 250

const session = new Session()
session.connect()
let isRunning = false

const turn = async (): Promise<void> => {
  if (!isRunning) {
    isRunning = true
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_US })
    await session.post('Profiler.start')
    return
  }
  isRunning = false
  const { profile } = await session.post('Profiler.stop')
  writeFileSync(process.env['PROFILE_FILE'] ?? 'profile.cpuprofile', JSON.stringify(profile))
}

process.on('SIGUSR2', () => void turn())
