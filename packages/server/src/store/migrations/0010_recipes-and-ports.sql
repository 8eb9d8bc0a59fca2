CREATE TABLE `port_holds` (
	`first` integer PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`thread_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `port_holds_thread_id_unique` ON `port_holds` (`thread_id`);--> statement-breakpoint
CREATE TABLE `recipes` (
	`owner` text NOT NULL,
	`project_id` text NOT NULL,
	`text` text NOT NULL,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`owner`, `project_id`)
);
