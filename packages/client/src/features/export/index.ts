// The face of export: a thread as a file.
export { exportJson, exportMarkdown } from './export-thread.ts'
