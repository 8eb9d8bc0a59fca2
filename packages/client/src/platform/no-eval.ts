// Import first, before any schema: tells zod to check without generated code, which the page's security policy forbids.
// Set through the global that zod shares between its copies, so that the order of chunks cannot matter.
const shared = globalThis as { __zod_globalConfig?: { jitless?: boolean } } // zod's own global, not in its types
shared.__zod_globalConfig = { ...shared.__zod_globalConfig, jitless: true }
