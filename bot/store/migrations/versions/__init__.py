"""One file for each change of the tables, oldest first; a file that was released is never edited."""
