/** How long what was thrown away can be had back, and a deleted thread with all that it had: milliseconds. */
export const keptForMs = 30 * 24 * 60 * 60 * 1000
