import { execFileSync } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'

import { cleanUp, freshDataFolder, freePort, serversOn, startMain, takePort } from './started-process.ts'

afterEach(cleanUp)

const stopMs = 10_000

describe('the process', { timeout: 60_000 }, () => {
  it('starts, answers, stops on Ctrl-C with everything it started, and starts again quickly', async () => {
    const dataFolder = freshDataFolder()
    const first = startMain({ DATA_DIR: dataFolder, PORT: String(await freePort()) })
    const url = await first.ready()
    expect((await fetch(`${url}/health/live`)).status).toBe(200)
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({
      status: 'ready',
      checks: { database: true },
    })
    expect(serversOn(dataFolder)).toHaveLength(1)
    expect(await first.stop('SIGINT', stopMs)).toBe(0)
    expect(serversOn(dataFolder)).toEqual([])

    const begun = performance.now()
    const second = startMain({ DATA_DIR: dataFolder, PORT: String(await freePort()) })
    await second.ready()
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(await second.stop('SIGTERM', stopMs)).toBe(0)
    expect(serversOn(dataFolder)).toEqual([])
  })

  it('starts again after kill -9', async () => {
    const dataFolder = freshDataFolder()
    const first = startMain({ DATA_DIR: dataFolder, PORT: String(await freePort()) })
    await first.ready()
    await first.stop('SIGKILL', stopMs)
    const second = startMain({ DATA_DIR: dataFolder, PORT: String(await freePort()) })
    await second.ready()
    expect(await second.stop('SIGINT', stopMs)).toBe(0)
  })

  it('says in one sentence that the data folder is in use, and does not disturb who uses it', async () => {
    const dataFolder = freshDataFolder()
    const first = startMain({ DATA_DIR: dataFolder, PORT: String(await freePort()) })
    const url = await first.ready()
    const second = startMain({ DATA_DIR: dataFolder, PORT: String(await freePort()) })
    expect(await second.ended()).toBe(1)
    expect(second.errors()).toMatch(/^The data folder .* is in use by process \d+: stop it first, or set DATA_DIR\.\n$/)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    expect(await first.stop('SIGINT', stopMs)).toBe(0)
  })

  it('lets commands work beside it', async () => {
    const dataFolder = freshDataFolder()
    const running = startMain({ DATA_DIR: dataFolder, PORT: String(await freePort()) })
    await running.ready()
    const cli = new URL('../src/cli.ts', import.meta.url).pathname
    const answer = execFileSync(process.execPath, [cli, 'check'], {
      env: { ...process.env, DATA_DIR: dataFolder },
      encoding: 'utf8',
    })
    expect(answer).toMatch(/(\d+) of \1 checks hold/)
    expect(await running.stop('SIGINT', stopMs)).toBe(0)
  })
})

describe('one sentence and exit 1', () => {
  const refused = async (settings: Record<string, string>) => {
    const started = startMain({ DATA_DIR: freshDataFolder(), ...settings })
    return { code: await started.ended(), errors: started.errors() }
  }

  it('when the port is taken', async () => {
    const port = await takePort()
    expect(await refused({ PORT: String(port) })).toEqual({
      code: 1,
      errors: `Port ${port} on 127.0.0.1 is taken: stop what uses it, or set PORT to another.\n`,
    })
  })

  it('when the database cannot be reached', async () => {
    const DATABASE_URL = `postgresql://owner:secret@127.0.0.1:${await freePort()}/zhikong`
    const { code, errors } = await refused({ PORT: String(await freePort()), DATABASE_URL, DEMO: '0' })
    expect(code).toBe(1)
    expect(errors).toMatch(/^The database "zhikong" on 127\.0\.0\.1 cannot be reached.*\n$/)
    expect(errors).not.toContain('secret')
  })

  it('when a setting is misspelt', async () => {
    expect(await refused({ DATABASE_ULR: 'x' })).toEqual({
      code: 1,
      errors: 'Unknown setting DATABASE_ULR: did you mean DATABASE_URL?\n',
    })
  })
})
