import type { Text } from '../../../text.ts'

/** One place where the log is not what was sealed. Seals are named by number, entries by id. */
export type Finding =
  /** A column of the entry is not what was sealed. */
  | { readonly kind: 'ENTRY_CHANGED'; readonly entry: number; readonly seal: number }
  /** The entry is gone; `seal` is null when it had not been sealed. */
  | { readonly kind: 'ENTRY_MISSING'; readonly entry: number; readonly seal: number | null }
  /** The entry came past the platform: it is under no seal and does not wait for one. */
  | { readonly kind: 'ENTRY_ADDED'; readonly entry: number }
  /** The entry claims to be older than a seal that was made before it was there. */
  | { readonly kind: 'ENTRY_BACKDATED'; readonly entry: number; readonly seal: number }
  /** The hash kept of the entry is not the sealed one. */
  | { readonly kind: 'LEAF_CHANGED'; readonly entry: number; readonly seal: number }
  /** So many entries were taken out of the seal, together with their places. */
  | { readonly kind: 'PLACES_MISSING'; readonly seal: number; readonly places: number }
  /** The entries are not those, or not in the order, that the seal holds. */
  | { readonly kind: 'ENTRIES_REORDERED'; readonly seal: number }
  /** No key of the log made these seals. */
  | { readonly kind: 'SEAL_FORGED'; readonly from: number; readonly to: number }
  | { readonly kind: 'SEAL_MISSING'; readonly from: number; readonly to: number }
  /** The seal does not hold the one before it. */
  | { readonly kind: 'CHAIN_BROKEN'; readonly seal: number }
  /** The seals up to this one were made, and are at the end of the log no longer. */
  | { readonly kind: 'TAIL_CUT'; readonly from: number; readonly to: number }
  /** The heads outside of the database have other seals under these numbers. */
  | { readonly kind: 'HEAD_DIFFERS'; readonly from: number; readonly to: number }
  /** The beginning of the log was removed, and not by the platform. */
  | { readonly kind: 'TRIM_FORGED'; readonly seal: number }
  /** Not one seal fits the key. */
  | { readonly kind: 'WRONG_KEY'; readonly seals: number }

const span = ({ from, to }: { readonly from: number; readonly to: number }) =>
  from === to ? `${from}` : `${from}–${to}`
const plural = ({ from, to }: { readonly from: number; readonly to: number }) => (from === to ? 'Seal' : 'Seals')

/** A finding in words. */
export function sayFinding(finding: Finding): Text {
  switch (finding.kind) {
    case 'ENTRY_CHANGED':
      return both(
        `记录 ${finding.entry}（封存 ${finding.seal}）被改动。`,
        `Entry ${finding.entry} (seal ${finding.seal}) was changed.`,
      )
    case 'ENTRY_MISSING':
      return finding.seal === null
        ? both(`尚未封存的记录 ${finding.entry} 缺失。`, `Entry ${finding.entry}, not sealed yet, is missing.`)
        : both(
            `记录 ${finding.entry}（封存 ${finding.seal}）缺失。`,
            `Entry ${finding.entry} (seal ${finding.seal}) is missing.`,
          )
    case 'ENTRY_ADDED':
      return both(
        `记录 ${finding.entry} 不属于任何封存，也不在待封存之列：系平台之外所加，或其封存已被去除。`,
        `Entry ${finding.entry} is under no seal and waits for none: it was added past the platform, or its seal was taken.`,
      )
    case 'ENTRY_BACKDATED':
      return both(
        `记录 ${finding.entry}（封存 ${finding.seal}）的时间早于此前的封存：系事后补写。`,
        `Entry ${finding.entry} (seal ${finding.seal}) claims a time before the seal before: it was written afterwards.`,
      )
    case 'LEAF_CHANGED':
      return both(
        `记录 ${finding.entry} 在封存 ${finding.seal} 中的摘要被改动。`,
        `The hash of entry ${finding.entry} in seal ${finding.seal} was changed.`,
      )
    case 'PLACES_MISSING':
      return both(
        `封存 ${finding.seal} 少了 ${finding.places} 条记录。`,
        `Seal ${finding.seal} lacks ${finding.places} of its entries.`,
      )
    default:
      return sayOfSeals(finding)
  }
}

type OfSeals = Extract<
  Finding,
  {
    kind:
      | 'ENTRIES_REORDERED'
      | 'SEAL_FORGED'
      | 'SEAL_MISSING'
      | 'CHAIN_BROKEN'
      | 'TAIL_CUT'
      | 'HEAD_DIFFERS'
      | 'TRIM_FORGED'
      | 'WRONG_KEY'
  }
>

function sayOfSeals(finding: OfSeals): Text {
  switch (finding.kind) {
    case 'ENTRIES_REORDERED':
      return both(
        `封存 ${finding.seal} 中的记录被调换或调序。`,
        `The entries of seal ${finding.seal} were exchanged or put in another order.`,
      )
    case 'SEAL_FORGED':
      return both(
        `封存 ${span(finding)} 不是用本日志的密钥制作的。`,
        `${plural(finding)} ${span(finding)}: not made with the key of the log.`,
      )
    case 'SEAL_MISSING':
      return both(`封存 ${span(finding)} 缺失。`, `${plural(finding)} ${span(finding)}: missing.`)
    case 'CHAIN_BROKEN':
      return both(`封存 ${finding.seal} 与前一封存不相接。`, `Seal ${finding.seal} does not hold the seal before it.`)
    case 'TAIL_CUT':
      return both(
        `日志末尾被截去：封存 ${span(finding)} 已不在。`,
        `The end of the log was cut off: ${plural(finding).toLowerCase()} ${span(finding)} ${finding.from === finding.to ? 'is' : 'are'} gone.`,
      )
    case 'HEAD_DIFFERS':
      return both(
        `封存 ${span(finding)} 与库外留存的摘要不符。`,
        `${plural(finding)} ${span(finding)}: other than what was noted outside of the database.`,
      )
    case 'TRIM_FORGED':
      return both(
        `封存 ${finding.seal} 及以前的记录被去除，且不是平台到期清理所为。`,
        `What came up to seal ${finding.seal} was removed, and not by the platform at the end of its retention.`,
      )
    case 'WRONG_KEY':
      return both(
        `${finding.seals} 个封存没有一个与密钥相符：密钥不对，或整条链被重写。`,
        `Not one of ${finding.seals} seals fits the key: it is another key, or the whole chain was written anew.`,
      )
  }
}

const both = (zh: string, en: string): Text => ({ 'zh-CN': zh, en })
