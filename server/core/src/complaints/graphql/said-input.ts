import type { Builder } from '../../graphql/builder.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import type { ComplaintCategory, ComplaintChannel, ComplaintKind, ComplaintType } from '../contract.ts'
import { MOST_PHOTOS } from '../photos.ts'
import type { Said } from '../receive.ts'
import type { ComplaintEnums } from './enums.ts'

/** What somebody says, as it is given. */
export type SaidInput = {
  readonly kind: ComplaintKind
  readonly type: ComplaintType
  readonly category: ComplaintCategory
  readonly hall?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly caseNumber?: string | null | undefined
  readonly words: string
  readonly staffName?: string | null | undefined
  readonly name?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly photos?: readonly string[] | null | undefined
}

const MOST_WORDS = 4_000
const MOST_NAME = 100
const PHONE = /^[+\d][\d\s-]{4,24}$/u

/** Writes the input of what is said. */
export const defineSaidInput = (builder: Builder, { Kind, Type, Category }: ComplaintEnums) =>
  builder.inputType('SubmitComplaintInput', {
    description: 'What is said, about which unit. Names and telephones are kept apart and sealed.',
    fields: (t) => ({
      kind: t.field({ type: Kind, required: true, description: 'What it is.' }),
      type: t.field({
        type: Type,
        required: true,
        description: 'Anonymous takes no name, real-name takes name and telephone, sealed may have both.',
      }),
      category: t.field({ type: Category, required: true, description: 'What it is about.' }),
      hall: t.string({ description: 'The code of the hall complained of; it or an organisation is named, or both.' }),
      organisation: t.string({ description: 'The code of the organisation complained of.' }),
      caseNumber: t.string({ description: 'The number of the case that it is about; at most 100 characters.' }),
      words: t.string({ required: true, description: 'What is said; at most 4,000 characters.' }),
      staffName: t.string({ description: 'Of whom of the staff.' }),
      name: t.string({ description: 'Who says it.' }),
      phone: t.string({ description: 'Their telephone.' }),
      photos: t.idList({
        description: 'Ids of photos that were uploaded, at most 5; only those who handle it see them.',
      }),
    }),
  })

/**
 * What is said, with its unit looked up.
 * @throws Fault INVALID_INPUT, UNKNOWN_HALL, UNKNOWN_ORGANISATION; at `path` and below
 */
export function saidOf(
  input: SaidInput,
  { tree, index }: RegisterSnapshot,
  { way: channel, uploader }: { readonly way: ComplaintChannel; readonly uploader: string },
  path: readonly string[] = ['input'],
): Said {
  const { kind, type, category } = input
  const hall = input.hall == null ? null : index.hallByCode.get(input.hall)
  if (hall === undefined) throw fault('UNKNOWN_HALL', { value: input.hall ?? '' }, [...path, 'hall'])
  const organisation = input.organisation == null ? null : index.organisationByCode.get(input.organisation)
  if (organisation === undefined)
    throw fault('UNKNOWN_ORGANISATION', { value: input.organisation ?? '' }, [...path, 'organisation'])
  const region = tree.byId((hall ?? organisation)?.regionId ?? -1)
  if (region === undefined) throw invalid(NO_UNIT, [...path, 'hall'])
  return {
    kind,
    type,
    category,
    channel,
    unit: { region, organisationId: organisation?.id ?? null, hallId: hall?.id ?? null },
    caseNumber: textOf(input.caseNumber, MOST_NAME, [...path, 'caseNumber']),
    words: textOf(input.words, MOST_WORDS, [...path, 'words']) ?? noWords(path),
    staffName: textOf(input.staffName, MOST_NAME, [...path, 'staffName']),
    contact: contactOf(input, path),
    photos: { ids: photosIn(input, path), uploader },
  }
}

function photosIn({ photos }: SaidInput, path: readonly string[]): readonly string[] {
  const ids = [...new Set(photos ?? [])]
  if (ids.length > MOST_PHOTOS)
    throw fault('TOO_MANY_ITEMS', { max: MOST_PHOTOS, count: ids.length }, [...path, 'photos'])
  return ids
}

function contactOf({ type, ...input }: SaidInput, path: readonly string[]): Said['contact'] {
  const name = textOf(input.name, MOST_NAME, [...path, 'name'])
  const phone = textOf(input.phone, MOST_NAME, [...path, 'phone'])
  if (type === 'ANONYMOUS' && (name ?? phone) !== null) throw invalid(ANONYMOUS, [...path, 'name'])
  if (type === 'REAL_NAME' && name === null) throw invalid(NAMELESS, [...path, 'name'])
  if (phone === null ? type === 'REAL_NAME' : !PHONE.test(phone)) throw invalid(NO_PHONE, [...path, 'phone'])
  return name === null && phone === null ? null : { name: name ?? '—', phone }
}

function textOf(text: string | null | undefined, most: number, path: readonly string[]): string | null {
  const trimmed = text?.trim() ?? ''
  if (trimmed.length > most) throw invalid({ 'zh-CN': `不超过 ${most} 字。`, en: `At most ${most} characters.` }, path)
  return trimmed === '' ? null : trimmed
}

function noWords(path: readonly string[]): never {
  throw invalid({ 'zh-CN': '请写明情况。', en: 'Say what it is about.' }, [...path, 'words'])
}

const NO_UNIT = { 'zh-CN': '请选择大厅或部门。', en: 'Name a hall or an organisation.' }
const ANONYMOUS = {
  'zh-CN': '匿名提交不填姓名和电话。',
  en: 'An anonymous complaint takes neither name nor telephone.',
}
const NAMELESS = { 'zh-CN': '实名提交请填写姓名。', en: 'A real-name complaint takes a name.' }
const NO_PHONE = { 'zh-CN': '请填写能联系到您的电话。', en: 'Give a telephone by which you can be reached.' }
