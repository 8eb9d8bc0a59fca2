ALTER TABLE `projects` ADD `color` text;--> statement-breakpoint
ALTER TABLE `projects` ADD `model` text;--> statement-breakpoint
ALTER TABLE `projects` ADD `permission_mode` text;--> statement-breakpoint
ALTER TABLE `projects` ADD `instructions` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `place` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `archived` integer DEFAULT false NOT NULL;