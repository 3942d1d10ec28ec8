import { useReader } from '@zhikong/ui'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh-CN.json' with { type: 'json' }

/** The words of the ledger of findings. */
export const useMessages = () => useReader().messages<keyof typeof zh>({ 'zh-CN': zh, en })
