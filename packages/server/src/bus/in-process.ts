// The bus of one process: listeners are called in order, at once.
import type { Bus, News } from './port.ts'

export function inProcessBus(): Bus {
  const listeners = new Set<(news: News) => void>()
  return {
    publish(news) {
      for (const listen of listeners) listen(news)
    },
    subscribe(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
  }
}
