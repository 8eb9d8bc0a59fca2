CREATE TABLE `thread_snapshots` (
	`thread_id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`version` integer NOT NULL,
	`sum` integer NOT NULL,
	`view` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `events` ADD `sum` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `seq` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `sum` integer;