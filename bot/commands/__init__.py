"""What each command of the CLI does, one file per command; only these touch the terminal and the disk for it."""
