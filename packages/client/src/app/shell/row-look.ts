/** The look of one 32 px line of the sidebar's navigation; `aria-current` marks the page that is shown. */
export const rowLook =
  'ring-inset-focus flex min-h-8 items-center gap-2 rounded-md px-2 transition-colors hover:bg-hover aria-[current=page]:bg-selected touch-target'
