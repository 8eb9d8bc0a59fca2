CREATE TABLE `host_accounts` (
	`owner` text NOT NULL,
	`host` text NOT NULL,
	`login` text NOT NULL,
	`last_four` text NOT NULL,
	`scopes` text,
	`since` text NOT NULL,
	PRIMARY KEY(`owner`, `host`)
);
--> statement-breakpoint
CREATE TABLE `secrets` (
	`owner` text NOT NULL,
	`purpose` text NOT NULL,
	`sealed` text NOT NULL,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`owner`, `purpose`)
);
