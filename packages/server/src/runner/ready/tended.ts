// When the stock of ready checkouts is looked after: now and then, as long as the server lives.
import type { ReadyStock, StockAsk } from './stock.ts'

const longestPauseMs = 30_000

/** Tends it now and then, until it is closed. */
export function tended(stock: ReadyStock, { afterMs }: Pick<StockAsk, 'afterMs'>): ReadyStock {
  const everyMs = Math.min(3 * afterMs, longestPauseMs)
  const timer = setInterval(() => void stock.tend(), everyMs).unref()
  return {
    known: () => stock.known(),
    mended: () => stock.mended(),
    turn: (ask) => stock.turn(ask),
    putBack: (made) => stock.putBack(made),
    expect: (wish) => stock.expect(wish),
    drop: (repository) => stock.drop(repository),
    tend: () => stock.tend(),
    async close() {
      clearInterval(timer)
      await stock.close()
    },
  }
}
