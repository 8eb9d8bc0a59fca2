// Brings the focus to the card of the thread that was just gone to, as soon as it is there. For whoever asked to go to
// what waits; a card that appears by itself takes no focus.
const patienceMs = 5_000

export function landOnCard(): void {
  // The page that is left may still show its own card, so the first change counts.
  const watch = new MutationObserver(() => {
    const card = document.querySelector<HTMLElement>('main [data-approval-card]')
    if (!card) return
    card.focus()
    watch.disconnect()
  })
  watch.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), patienceMs)
}
