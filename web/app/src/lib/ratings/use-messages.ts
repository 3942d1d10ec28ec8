import { useConsole } from '@zhikong/ui'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh-CN.json' with { type: 'json' }

/** The words of the feedback desk, while a component is set up. */
export const useMessages = () => useConsole().reader.messages<keyof typeof zh>({ 'zh-CN': zh, en })
