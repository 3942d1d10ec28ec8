import sharp from 'sharp'
import { crc32, deflateSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/access/third-parties/api-keys.ts'
import { attachFiles, releaseFiles, type Attachment } from '../../src/files/attach.ts'
import { serve, type Served } from '../../src/testing/matrix/serve.ts'
import { openTestPlatform, type TestPlatform } from '../../src/testing/platform.ts'

let platform: TestPlatform
let served: Served

beforeAll(async () => {
  platform = await openTestPlatform([])
  served = await serve(platform)
})
afterAll(async () => {
  await served.stop()
  await platform.end()
})

const CITY = '433100000000'
const COUNTY = '433124000000'
const OTHER = '433122000000'

const regionOf = (code: string) => {
  const region = platform.registers.current().tree.byCode(code)
  if (region === undefined) throw new Error(`There is no region ${code}`)
  return region
}

/** A system with a key. */
const system = async (code: string, ...permissions: readonly string[]) => {
  const { id, scopeKey, scopeEnd } = regionOf(code)
  const given = { name: '演示', region: { id, lo: scopeKey, hi: scopeEnd }, permissions }
  const { key, apiKey } = await createApiKey(platform.database, given)
  return { id: apiKey.id, authorization: `Bearer ${key}` }
}
type System = Awaited<ReturnType<typeof system>>

const upload = async (bytes: Uint8Array, { authorization }: Pick<System, 'authorization'>) => {
  const body = new Uint8Array(bytes)
  const answer = await fetch(`${served.url}/files`, { method: 'POST', body, headers: { authorization } })
  return { status: answer.status, ...((await answer.json()) as { id?: string; code?: string; mediaType?: string }) }
}

const download = (id: string | undefined, { authorization }: Pick<System, 'authorization'>) =>
  fetch(`${served.url}/files/${id}`, { headers: { authorization } })

const attach = (id: string | undefined, uploader: System, more: Partial<Attachment> = {}) => {
  const { id: regionId, areaCode, scopeKey } = regionOf(COUNTY)
  const place = { regionId, areaCode, scopeKey }
  const subject = { type: 'test.record', id: '1' }
  const at = new Date()
  const attachment = { subject, place, permission: 'findings.read', uploader: uploader.id, at, ...more }
  return platform.database.withScope({ mode: 'engine' }, (trx) => attachFiles(trx, [id ?? ''], attachment))
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#b03030' } })

/** As a telephone takes it: lying on its side, with the place where it was taken. */
const photograph = () =>
  picture(120, 80)
    .jpeg()
    .withExif({ IFD0: { Model: 'Demo' }, IFD3: { GPSLatitude: '28/1 34/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()

/** A sound picture of one bit a point: a few kilobytes that are many points. */
const blackPng = (width: number, height: number): Buffer => {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const points = deflateSync(Buffer.alloc(height * (1 + width / 8)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', points), chunk('IEND', Buffer.alloc(0))])
}

describe('POST /files', () => {
  it('7-b: keeps a photograph upright and without where it was taken', async () => {
    const own = await system(COUNTY, 'files.upload')
    const given = await photograph()
    expect((await sharp(given).metadata()).exif).toBeDefined()
    const { status, id, mediaType } = await upload(given, own)
    expect([status, mediaType]).toEqual([201, 'image/jpeg'])
    const answer = await download(id, own)
    const kept = await sharp(new Uint8Array(await answer.arrayBuffer())).metadata()
    expect([kept.width, kept.height, kept.exif, kept.orientation]).toEqual([80, 120, undefined, undefined])
  })

  it('decodes a picture of one bit a point, as long as it is not too many of them', async () => {
    const own = await system(COUNTY, 'files.upload')
    expect(await upload(blackPng(800, 400), own)).toMatchObject({ status: 201, mediaType: 'image/png' })
  })

  it('makes large pictures smaller, and takes PNG, WebP and PDF', async () => {
    const own = await system(COUNTY, 'files.upload')
    const wide = await upload(await picture(5_000, 10).png().toBuffer(), own)
    const kept = await sharp(new Uint8Array(await (await download(wide.id, own)).arrayBuffer())).metadata()
    expect([wide.mediaType, kept.width]).toEqual(['image/png', 4_096])
    expect(await upload(await picture(9, 9).webp().toBuffer(), own)).toMatchObject({ mediaType: 'image/webp' })
    expect(await upload(Buffer.from('%PDF-1.7\n%demo'), own)).toMatchObject({ mediaType: 'application/pdf' })
  })

  it('refuses what it does not take, what lies about itself, and what is too large', async () => {
    const own = await system(COUNTY, 'files.upload')
    const refused = [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic', 'latin1'),
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('no picture at all')]),
      blackPng(16_000, 8_000),
      Buffer.alloc(0),
      Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF-'),
    ]
    const answers = []
    for (const bytes of refused) answers.push(await upload(bytes, own))
    expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual([
      '400 INVALID_INPUT',
      '400 INVALID_INPUT',
      '400 INVALID_INPUT',
      '400 INVALID_INPUT',
      '400 INVALID_INPUT',
      '413 LIMIT_EXCEEDED',
    ])
  })

  it('is for whoever may upload, by POST', async () => {
    const pdf = Buffer.from('%PDF-1.7')
    expect(await upload(pdf, { authorization: '' })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
    expect(await upload(pdf, await system(COUNTY, 'findings.read'))).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect((await fetch(`${served.url}/files`)).status).toBe(405)
  })
})

describe('GET /files/<id>', () => {
  const pdf = Buffer.from('%PDF-1.7\n%演示')

  it('answers a file of a record to whoever reaches the record and may read it, and 404 to others', async () => {
    const own = await system(COUNTY, 'files.upload')
    const { id } = await upload(pdf, own)
    const readers = {
      above: await system(CITY, 'findings.read'),
      beside: await system(OTHER, 'findings.read'),
      without: await system(COUNTY, 'core.read'),
    }
    const statuses = async () => [
      (await download(id, readers.above)).status,
      (await download(id, readers.beside)).status,
      (await download(id, readers.without)).status,
      (await download(id, { authorization: '' })).status,
    ]
    expect(await statuses()).toEqual([404, 404, 404, 401])
    await attach(id, own)
    expect(await statuses()).toEqual([200, 404, 404, 401])
    expect((await download('../secret', readers.above)).status).toBe(404)
    const answer = await download(id, readers.above)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(pdf))
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${id}.pdf"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, no-store',
    })
  })

  it('hides a file under a veil from the unit until it is released', async () => {
    const [own, unit] = [await system(CITY, 'files.upload'), await system(COUNTY, 'findings.read')]
    const above = await system(CITY, 'findings.read')
    const { id } = await upload(pdf, own)
    const { scopeKey: lo, scopeEnd: hi } = regionOf(COUNTY)
    const subject = { type: 'test.veiled', id: '1' }
    await attach(id, own, { subject, veil: { lo, hi, organisationId: null, hallId: null } })
    const look = async () => [(await download(id, unit)).status, (await download(id, above)).status]
    expect(await look()).toEqual([404, 200])
    await platform.database.withScope({ mode: 'engine' }, (trx) => releaseFiles(trx, subject, new Date()))
    expect(await look()).toEqual([200, 200])
  })

  it('lets a record take only what its writer uploaded and no record took, and keeps nothing else for long', async () => {
    const [own, other] = [await system(COUNTY, 'files.upload'), await system(COUNTY, 'files.upload')]
    const { id } = await upload(pdf, own)
    await expect(attach(id, other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await attach(id, own)
    await expect(attach(id, own)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const loose = await upload(pdf, own)
    await platform.database.withScope({ mode: 'engine' }, (trx) =>
      sql`update files.file set uploaded_at = uploaded_at - interval '2 days' where uploaded_by_id = ${own.id}`.execute(
        trx,
      ),
    )
    await upload(pdf, other)
    const { rows } = await platform.database.withScope({ mode: 'engine' }, (trx) =>
      sql<{ id: string }>`select id from files.file where id in (${id}, ${loose.id})`.execute(trx),
    )
    expect(rows).toEqual([{ id }])
  })
})

describe('POST /files/public (6.3-k)', () => {
  const send = async (body: Uint8Array, headers: Record<string, string> = { 'x-zhikong': '1' }) => {
    const answer = await fetch(`${served.url}/files/public`, { method: 'POST', body: new Uint8Array(body), headers })
    return { status: answer.status, ...((await answer.json()) as { id?: string; code?: string }) }
  }

  it('takes pictures of people without an account, gives them back to nobody, and counts by address', async () => {
    const { status, id } = await send(await photograph())
    expect(status).toBe(201)
    const own = await system(COUNTY, 'files.upload')
    expect((await download(id, own)).status).toBe(404)
    await expect(attach(id, own)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await send(Buffer.from('%PDF-1.7 演示'))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await send(Buffer.from('MZ'))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await send(Buffer.alloc(11 * 1_048_576))).toMatchObject({ status: 413 })
    expect((await send(await photograph(), { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await fetch(`${served.url}/files/public`)).status).toBe(405)
    const tries = await Promise.all(Array.from({ length: 60 }, () => send(Buffer.from('MZ'))))
    expect(tries.filter(({ status: given }) => given === 429).length).toBeGreaterThan(0)
  })
})
