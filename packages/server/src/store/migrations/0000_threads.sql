CREATE TABLE `events` (
	`thread_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`actor` text NOT NULL,
	`type` text NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`thread_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`ended` integer NOT NULL,
	`offset` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_by_end` ON `runs` (`ended`,`thread_id`);--> statement-breakpoint
CREATE TABLE `thread_summaries` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`project_id` text NOT NULL,
	`created_at` text NOT NULL,
	`archived` integer NOT NULL,
	`summary` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `thread_summaries_by_owner` ON `thread_summaries` (`owner`,`archived`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `projects` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`path` text NOT NULL,
	`name` text NOT NULL,
	`default_branch` text NOT NULL,
	`branch_prefix` text NOT NULL,
	`created_at` text NOT NULL,
	`removed` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `projects_by_path` ON `projects` (`owner`,`path`);