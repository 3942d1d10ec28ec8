import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { isAlive, startOf } from '../../src/database/embedded/process-identity.ts'
import { findRunning, startEmbedded } from '../../src/database/index.ts'
import { readOwnership } from '../../src/database/embedded/ownership.ts'

let folder = ''
let dataFolder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-embedded-'))
  dataFolder = join(folder, 'data')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = () => startEmbedded({ dataFolder, durable: false })
const noteOf = (note: object) => writeFileSync(join(dataFolder, 'server.json'), JSON.stringify(note))
const deadOwner = { pid: 2 ** 30, processStart: 'never' }

describe('startEmbedded', () => {
  it('makes databases, is found by others while it runs, and leaves nothing behind', async () => {
    const server = await start()
    expect(await server.database('zhikong')).toMatchObject({ database: 'zhikong', host: server.socketFolder })
    expect(findRunning(dataFolder)?.socketFolder).toBe(server.socketFolder)
    const note = readOwnership(dataFolder)
    await server.stop()
    expect(findRunning(dataFolder)).toBeUndefined()
    expect(existsSync(server.socketFolder)).toBe(false)
    expect(isAlive(note?.server ?? 0)).toBe(false)
    expect(statSync(join(dataFolder, 'postgres')).mode & 0o077).toBe(0)
  })

  it('refuses a data folder that a living process has', async () => {
    const server = await start()
    await expect(start()).rejects.toThrow(/is in use by process \d+/)
    expect(findRunning(dataFolder)).toBeDefined()
    await server.stop()
  })

  it('refuses data that a server runs on which we did not start', async () => {
    const server = await start()
    rmSync(join(dataFolder, 'server.json'))
    await expect(start()).rejects.toThrow(/is in use by the database server of process \d+/)
    await server.stop()
  })

  it('stops the server that a dead process left behind, and takes over', async () => {
    const orphan = await start()
    const { server: pid } = readOwnership(dataFolder) ?? {}
    noteOf({ ...deadOwner, server: pid, socketFolder: orphan.socketFolder })
    const next = await start()
    expect(isAlive(pid ?? 0)).toBe(false)
    await next.database('zhikong')
    await next.stop()
  })

  it('waits for what a killed server still has at work', async () => {
    const killed = await start()
    const { server: pid } = readOwnership(dataFolder) ?? {}
    const client = new pg.Client({ host: killed.socketFolder, user: 'postgres', database: 'postgres' })
    client.on('error', () => undefined)
    await client.connect()
    const busy = client.query('select sum(n) from generate_series(1, 15000000) as n').catch(() => null)
    await delay(100)
    process.kill(pid ?? 0, 'SIGKILL')
    await killed.ended
    noteOf({ ...deadOwner, server: pid, socketFolder: killed.socketFolder })
    const isBusy = await Promise.race([busy.then(() => false), delay(50, true)])
    expect(isBusy).toBe(true)
    const next = await start()
    await busy
    await next.database('zhikong')
    await next.stop()
    await client.end()
  })

  it('is not misled by a number that another process has now', async () => {
    const first = await start()
    await first.stop()
    noteOf({ pid: process.pid, processStart: 'another time', server: process.pid })
    writeFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), `${process.pid}\n`)
    const second = await start()
    await second.stop()
    expect(startOf(process.pid)).not.toBe('')
  })

  it('makes the data anew after a first start that was killed half-way', async () => {
    mkdirSync(join(dataFolder, 'postgres.new', 'base'), { recursive: true })
    const server = await start()
    await server.stop()
    expect(existsSync(join(dataFolder, 'postgres.new'))).toBe(false)
  })

  it('leaves a folder alone that holds something else', async () => {
    mkdirSync(join(dataFolder, 'postgres'), { recursive: true })
    writeFileSync(join(dataFolder, 'postgres', 'letter.txt'), 'mine')
    await expect(start()).rejects.toThrow(/holds no database|belongs to another user/)
    expect(existsSync(join(dataFolder, 'postgres', 'letter.txt'))).toBe(true)
    expect(existsSync(join(dataFolder, 'server.json'))).toBe(false)
  })
})
