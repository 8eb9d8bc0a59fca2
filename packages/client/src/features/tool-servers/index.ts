// The face of tool servers: MCP servers that agents are given.
export { ThreadToolServers } from './thread/thread-tool-servers.tsx'
export { ToolServerList } from './tool-server-list.tsx'
