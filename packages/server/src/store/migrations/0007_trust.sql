CREATE TABLE `trusts` (
	`owner` text NOT NULL,
	`project_id` text NOT NULL,
	`digests` text NOT NULL,
	`trusted_at` text NOT NULL,
	PRIMARY KEY(`owner`, `project_id`)
);
