// The face of the inbox: what wants its owner, in one list.
export { InboxList } from './inbox.tsx'
export { useInboxSize } from './use-inbox-size.ts'
