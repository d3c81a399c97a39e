"""Work that is done even if the process dies: enqueued in the caller's transaction, run at least once."""
