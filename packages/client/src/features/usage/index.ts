// The face of usage: the page of what agents have used.
export { usageSearch } from './search.ts'
export { UsagePage } from './usage-page.tsx'
export { beginUsage } from './use-usage.ts'
