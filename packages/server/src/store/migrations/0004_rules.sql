CREATE TABLE `rules` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`project_id` text NOT NULL,
	`kind` text NOT NULL,
	`tool` text NOT NULL,
	`pattern` text,
	`decision` text NOT NULL,
	`created_at` text NOT NULL,
	`by` text NOT NULL,
	`used_count` integer NOT NULL,
	`last_used_at` text
);
--> statement-breakpoint
CREATE INDEX `rules_by_project` ON `rules` (`owner`,`project_id`);