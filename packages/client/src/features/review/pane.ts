// What is loaded when the changes, or a file, are looked at for the first time.
export { FilePane } from './file/file-pane.tsx'
export { ReviewPane } from './review-pane.tsx'
