"""The database's history, step by step, as Alembic reads it; bot.store.upgrade is what runs it."""
