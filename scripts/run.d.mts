// What TypeScript may know of run.mjs. Must say no more than that file does.
export declare function refuseNode(version: string): string | null
export declare function snapshot(root: string, inputs: readonly string[]): Record<string, string>
export declare function isFresh(root: string): boolean
export declare function dependencyHash(root: string): string
export declare function matchesLockfile(root: string): boolean
export declare function isInstalled(root: string): boolean
export declare function withInstallLock<T>(root: string, work: () => T | Promise<T>): Promise<T>
