// The face of tool servers: MCP servers that agents are given.
export { ThreadToolServers } from './thread/thread-tool-servers.tsx'
export type { Chosen } from './thread/chosen.ts'
export { ToolServerChoice } from './thread/tool-server-choice.tsx'
export { ToolServerList } from './tool-server-list.tsx'
