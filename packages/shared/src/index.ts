// Every type that server and browser share, and not one line of code: this package compiles to nothing.
export type * from '@a-parallel/contract/nouns'
export type * from '@a-parallel/contract/wire'
