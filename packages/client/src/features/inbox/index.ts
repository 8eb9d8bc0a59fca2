// The face of the inbox: what wants its owner, in one list.
export { InboxList, useInboxSize } from './inbox.tsx'
