// This program's own version: in its answers, and in the database that it made.
export const version = '0.1.0'
