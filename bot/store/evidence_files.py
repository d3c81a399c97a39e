"""Takes evidence out of the database and out of the vault, together; it decides about none."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, or_, select, text

from bot.evidence.vault import Vault
from bot.store.tables import evidence


def remove_evidence(connection: Connection, vault: Vault, ids: Sequence[str]) -> int:
    """Removes rows of evidence, and the files that no other row names: two customers may have sent the same picture.

    The files go within the caller's transaction, in which nobody adds evidence: an upload that ends afterwards finds its
    file gone and has to put it again.

    Returns:
        How many files went.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(text("LOCK TABLE evidence IN SHARE ROW EXCLUSIVE MODE"))
    keys = _named(connection, evidence.c.id.in_(ids))
    connection.execute(delete(evidence).where(evidence.c.id.in_(ids)))
    still = _named(connection, or_(evidence.c.key.in_(keys), evidence.c.thumbnail.in_(keys)))
    for key in sorted(keys - still):
        vault.remove(key)
    return len(keys - still)


def _named(connection: Connection, where: ColumnElement[bool]) -> set[str]:
    found = connection.execute(select(evidence.c.key, evidence.c.thumbnail).where(where))
    return {key for row in found for key in row if key}
