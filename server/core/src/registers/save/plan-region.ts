import type { Reading } from '../reading.ts'
import type { Region } from '../region.ts'
import { isAbove, isRegionCode, keyOfCode, levelOfCode, parentCodeOf, spanOf } from '../region-code.ts'
import { freeSlot, type KeyRange } from '../scope-slot.ts'
import { BEGINNING } from '../seed-file.ts'
import type { Text } from '../../text.ts'
import type { Level } from '../tables.ts'
import type { SaveContext } from './context.ts'
import { readingOf, readName, readOptional, readValidity } from './fields.ts'
import type { Report } from './problems.ts'
import { inRange, paddedRegionCode } from './references.ts'
import type { RegionDraft } from './region.ts'
import type { RegionsInWork } from './regions-in-work.ts'

/** Later than any date. */
const AFTER_ALL = '9999-12-31'

type Reader = (name: string) => Reading

/** What a region should be after the save, or undefined and problems. */
export function planRegion(
  context: SaveContext,
  work: RegionsInWork,
  draft: RegionDraft,
  now: Region | undefined,
  read: Reader,
  report: Report,
): Region | undefined {
  if (now !== undefined) return planChange(context, work, draft, now, read, report)
  const region = planNew(context, work, draft, read, report)
  if (region !== undefined) work.add(region)
  return region
}

function planChange(
  context: SaveContext,
  work: RegionsInWork,
  draft: RegionDraft,
  now: Region,
  read: Reader,
  report: Report,
): Region | undefined {
  if (!inRange(context, now.scopeKey)) return report.say('code', 'UNKNOWN_REGION', { value: draft.code })
  if (draft.level !== undefined && draft.level !== now.level) report.invalid('level', FIXED_PLACE)
  if (draft.parent && work.byCode(paddedRegionCode(draft.parent))?.id !== now.parentId) {
    report.invalid('parent', FIXED_PLACE)
  }
  const name = readName(report, 'name', draft.name, now.name)
  const nameEn = readOptional(report, 'nameEn', draft.nameEn, now.nameEn)
  const validity = readValidity(report, draft, now, BEGINNING)
  if (validity.validTo !== null && validity.validTo !== now.validTo)
    assertNoChildren(work, now, validity.validTo, report)
  if (name === undefined) return undefined
  const reading = name === now.name ? {} : read(name)
  return {
    ...now,
    kind: draft.kind ?? now.kind,
    name,
    nameEn: nameEn ?? englishOf(name, read),
    ...reading,
    ...validity,
  }
}

function planNew(
  context: SaveContext,
  work: RegionsInWork,
  draft: RegionDraft,
  read: Reader,
  report: Report,
): Region | undefined {
  const code = paddedRegionCode(draft.code)
  if (!isRegionCode(code)) return report.invalid('code', NO_CODE)
  const former = work.byCode(code)
  if (former !== undefined) return report.say('code', 'CONFLICT', { detail: formerCodeOf(former) })
  const level = draft.level ?? levelOfCode(code)
  const ownArea = isAbove(level, 'TOWNSHIP') ? Number(code.slice(0, 6)) : null
  if (ownArea !== null && work.hasArea(ownArea)) return report.invalid('code', AREA_TAKEN)
  const parent = readParent(context, work, draft.parent ?? parentCodeOf(code), report)
  const name = readName(report, 'name', draft.name)
  const nameEn = readOptional(report, 'nameEn', draft.nameEn, null)
  const validity = readValidity(report, draft, undefined, context.today)
  const range = parent && readRange(work, parent, level, code, report)
  if (parent === undefined || range === undefined || name === undefined) return undefined
  return {
    id: work.nextId(),
    areaCode: ownArea ?? parent.areaCode,
    code,
    level,
    kind: draft.kind ?? 'ORDINARY',
    parentId: parent.id,
    scopeKey: range.lo,
    scopeEnd: range.hi,
    name,
    nameEn: nameEn ?? englishOf(name, read),
    ...readingOf(draft, read(name), report),
    ...validity,
  }
}

function readParent(
  context: SaveContext,
  work: RegionsInWork,
  code: string | null,
  report: Report,
): Region | undefined {
  const parent = code === null ? undefined : work.byCode(paddedRegionCode(code))
  if (parent !== undefined && inRange(context, parent.scopeKey)) return parent
  return code === null ? report.invalid('parent', NO_PARENT) : report.say('parent', 'UNKNOWN_REGION', { value: code })
}

/** A free range of scope keys for a new child of the parent. */
function readRange(
  work: RegionsInWork,
  parent: Region,
  level: Level,
  code: string,
  report: Report,
): KeyRange | undefined {
  if (!isAbove(parent.level, level)) return report.invalid('level', WRONG_LEVEL)
  const taken = work.childrenOf(parent).map((child) => ({ lo: child.scopeKey, hi: child.scopeEnd }))
  const range = freeSlot({ lo: parent.scopeKey, hi: parent.scopeEnd }, spanOf(level), taken, keyOfCode(code))
  return range ?? report.say('parent', 'CONFLICT', { detail: PARENT_FULL })
}

function assertNoChildren(work: RegionsInWork, region: Region, day: string, report: Report): void {
  const left = work.childrenOf(region).find((child) => (work.endOf(child) ?? AFTER_ALL) > day)
  if (left === undefined) return
  report.say('validTo', 'CONFLICT', {
    detail: {
      'zh-CN': `下级区域“${left.name}”（${left.code}）届时仍然有效，请先终止下级区域。`,
      en: `${left.nameEn} (${left.code}) below it would still be valid; end what is below first.`,
    },
  })
}

/** `长沙市` → `Changshashi`: the reading as one word, until somebody writes a better name. */
function englishOf(name: string, read: Reader): string {
  const { pinyin } = read(name)
  return pinyin === '' ? name : pinyin.slice(0, 1).toUpperCase() + pinyin.slice(1).replaceAll('v', 'ü')
}

function formerCodeOf(region: Region): Text {
  return {
    'zh-CN': `该代码原属“${region.name}”，其现代码为 ${region.code}。`,
    en: `This code was that of ${region.nameEn}, whose code is now ${region.code}.`,
  }
}

const FIXED_PLACE = {
  'zh-CN': '区域的层级和上级不能在此修改。',
  en: 'The level and the parent of a region cannot be changed here.',
}
const NO_CODE = { 'zh-CN': '区划代码应为 12 位数字。', en: 'A region code has 12 digits.' }
const AREA_TAKEN = {
  'zh-CN': '县级及以上区域的代码前六位须与其他区域不同。',
  en: 'The first six digits of a region of county level or above must be its own.',
}
const NO_PARENT = {
  'zh-CN': '新增区域须有上级区域，请填写上级区划代码。',
  en: 'A new region needs a region above it; name the code of the parent.',
}
const WRONG_LEVEL = {
  'zh-CN': '层级应低于上级区域的层级。',
  en: 'The level must be below that of the parent.',
}
const PARENT_FULL = {
  'zh-CN': '上级区域的编号空间已用完。',
  en: 'There is no room left within the parent.',
}
