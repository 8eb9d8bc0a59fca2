CREATE TABLE `limits` (
	`owner` text PRIMARY KEY NOT NULL,
	`windows` text NOT NULL
);
