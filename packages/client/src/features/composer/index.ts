// The face of the composer: the box itself, drafts for other forms, and the choices of model and mode.
export { Composer } from './composer.tsx'
export { QueueList } from './queue/queue-list.tsx'
export { emptyDraft, saysSomething } from './draft.ts'
export { changeDraft, useDraft } from './draft-store.ts'
export { useDraftImages } from './use-draft-images.ts'
export { modelChoices } from './choices.tsx'
export { useStop } from './stop.ts'
export { modeLooks } from './modes.tsx'
