// The face of suggestions: what a field needs to offer commands and files while it is typed into.
export { useSuggest, type SuggestFrom } from './use-suggest.tsx'
