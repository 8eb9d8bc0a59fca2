CREATE TABLE `skill_origins` (
	`owner` text NOT NULL,
	`project_id` text NOT NULL,
	`name` text NOT NULL,
	`origin` text NOT NULL,
	`installed_at` text NOT NULL,
	PRIMARY KEY(`owner`, `project_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `skills_off` (
	`owner` text NOT NULL,
	`project_id` text NOT NULL,
	`folder` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`owner`, `project_id`, `folder`)
);
--> statement-breakpoint
CREATE INDEX `events_of_skills` ON `events` (`thread_id`) WHERE ((type = 'turn.queued' and instr(data, '"text":"/') > 0) or (type = 'item.completed' and instr(data, '"name":"Skill"') > 0));