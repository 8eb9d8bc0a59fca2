// What is loaded when a dev server is looked at beside the conversation for the first time.
export { PreviewPane } from './preview-pane.tsx'
