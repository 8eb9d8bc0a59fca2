CREATE TABLE `tool_server_switches` (
	`owner` text NOT NULL,
	`server_id` text NOT NULL,
	`place` text NOT NULL,
	`on` integer NOT NULL,
	PRIMARY KEY(`owner`, `server_id`, `place`)
);
--> statement-breakpoint
CREATE TABLE `tool_servers` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`project_id` text,
	`name` text NOT NULL,
	`transport` text NOT NULL,
	`timeout_ms` integer,
	`private_address` integer NOT NULL,
	`on` integer NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tool_servers_by_owner` ON `tool_servers` (`owner`,`name`);