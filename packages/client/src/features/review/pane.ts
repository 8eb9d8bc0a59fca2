// What is loaded when the changes are looked at for the first time.
export { ReviewPane } from './review-pane.tsx'
