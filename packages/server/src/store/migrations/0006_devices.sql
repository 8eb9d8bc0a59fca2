CREATE TABLE `devices` (
	`owner` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`since` text NOT NULL,
	PRIMARY KEY(`owner`, `id`)
);
