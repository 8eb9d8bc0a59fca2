// The face of search: the page, and its address.
export { searchAsk } from './ask.ts'
export { SearchPage } from './search-page.tsx'
