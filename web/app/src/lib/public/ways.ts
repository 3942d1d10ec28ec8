import type zh from './messages/zh-CN.json'

/** What a citizen may do without a link: a path of the console, and what it is called. */
export type Way = { readonly path: string; readonly title: keyof typeof zh; readonly text: keyof typeof zh }

/** The entries of the public index. */
export const ways: readonly Way[] = [
  { path: '/complain', title: 'public.go.complain', text: 'public.go.complain.text' },
  { path: '/follow', title: 'public.go.follow', text: 'public.go.follow.text' },
]
