"""What Alembic runs for every command: it takes its connection from bot.store.upgrade and opens none itself."""

from __future__ import annotations

from alembic import context

from bot.store.migrations.rendering import COMPARING

_given = context.config.attributes

if context.is_offline_mode():
    context.configure(dialect_name=_given["dialect"], literal_binds=True, transactional_ddl=True, render_as_batch=True)
else:
    context.configure(
        connection=_given["connection"],
        target_metadata=_given.get("target"),
        transactional_ddl=True,
        render_as_batch=True,
        **COMPARING,
    )

with context.begin_transaction():
    context.run_migrations()
