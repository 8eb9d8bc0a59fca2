// What is fixed about recipes.

/** At the top of the checkout. */
export const recipeFile = '.a-parallel.json'

/** More faults than these are not told: the first ones are corrected first. */
export const mostFaults = 50

/** More ports than this no project has named variables for; a block of them lies together. */
export const mostPorts = 10

/** Dev servers of one recipe. */
export const mostServers = 10
