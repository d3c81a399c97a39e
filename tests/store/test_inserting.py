"""A row goes in once, and every caller learns whether he was the first, on both kinds of database."""

from __future__ import annotations

from bot.store.engine import Store
from bot.store.inserting import insert_once
from bot.store.tables import deliveries, requests
from tests.store.samples import START, count


def test_a_row_with_a_key_of_its_own(store: Store) -> None:
    row = {"source": "webhook", "id": "r1", "result": {}, "at": START}
    with store.writing() as connection:
        assert [insert_once(connection, requests, row) for _ in range(3)] == [True, False, False]
    with store.writing() as connection:
        assert not insert_once(connection, requests, row)
    assert count(store, requests) == 1


def test_a_row_whose_number_the_database_draws(store: Store) -> None:
    row = {
        "id": "d1", "target": "webhook", "partition": "c", "conversation": "c", "type": "case.opened", "body": {},
        "created_at": START,
    }  # fmt: skip
    with store.writing() as connection:
        assert [insert_once(connection, deliveries, row) for _ in range(2)] == [True, False]
    assert count(store, deliveries) == 1
