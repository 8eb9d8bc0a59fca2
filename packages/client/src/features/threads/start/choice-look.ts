/** The look of a choice under the prompt: a quiet button with an icon and the word that is chosen. */
export const choiceLook =
  'inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-md border border-line px-2.5 text-sm text-fg transition-colors hover:bg-hover aria-expanded:bg-hover touch-target'

/** The same choice on a page of fields: as wide as they are, and framed like them. */
export const choiceFieldLook =
  'flex min-h-8 w-full items-center gap-2 rounded-md border border-border bg-bg px-2.5 text-base text-fg transition-colors hover:bg-hover aria-expanded:bg-hover touch-target sm:w-64'
