// What is fixed about recipes.

/** At the top of the checkout. */
export const recipeFile = '.a-parallel.json'

/** More ports than this no project has named variables for; a block of them lies together. */
export const mostPorts = 10
