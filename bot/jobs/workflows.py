"""Reads and re-queues rows of DBOS's documented table `workflow_status` in one statement each; it runs nothing.

DBOS's own calls for this either open transactions of their own or lose a job's lane: `resume_workflow` moves it to
another queue, where it would overtake or be overtaken by its partition. Source of the columns: the system tables page
of the DBOS documentation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    TableClause,
    TextClause,
    Update,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    update,
)

from bot.jobs.protocol import Counts

QUEUED = ("DELAYED", "ENQUEUED", "PENDING")
FAILED = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
ENDED = ("SUCCESS", "CANCELLED", *FAILED)
_PREFIX = "job."
_COLUMNS = (
    "workflow_uuid", "status", "name", "queue_name", "queue_partition_key", "priority", "executor_id", "owner_xid",
    "started_at_epoch_ms",
)  # fmt: skip


def workflow_name(kind: str) -> str:
    """The name under which DBOS knows a lane's jobs; to be changed when a payload changes its shape for good."""
    return _PREFIX + kind


def last_place(connection: Connection, kind: str, partition: str) -> int:
    """The place of the last job that is queued or running in a partition, 0 where there is none.

    DBOS orders a partition by priority, then by the transaction's start, then by id: two jobs of one transaction, or of
    two that waited for each other, would come in any order. So each gets the next priority.
    """
    return int(connection.execute(_LAST[connection.dialect.name], {"kind": kind, "partition": partition}).scalar_one())


def requeue(connection: Connection, executor_id: str, *, without: Collection[str] = ()) -> int:
    """Gives an executor's running jobs back to their lanes, where they keep their places.

    Returns:
        how many.
    """
    rows = workflow_status(connection)
    statement = _again(rows).where(rows.c.executor_id == executor_id)
    if without:
        statement = statement.where(rows.c.workflow_uuid.not_in(list(without)))
    return connection.execute(statement).rowcount


def requeue_these(connection: Connection, executor_id: str, ids: Iterable[str]) -> int:
    """Gives some of an executor's running jobs back to their lanes."""
    rows = workflow_status(connection)
    mine = rows.c.executor_id == executor_id
    return connection.execute(_again(rows).where(mine, rows.c.workflow_uuid.in_(list(ids)))).rowcount


def running(connection: Connection, executor_id: str) -> set[str]:
    """Ids of the jobs that the database holds for running on an executor."""
    rows = workflow_status(connection)
    mine = select(rows.c.workflow_uuid).where(_is(rows, "PENDING"), rows.c.executor_id == executor_id)
    return set(connection.execute(mine).scalars())


def executors(connection: Connection) -> set[str]:
    """Every executor that the database holds for running a job."""
    rows = workflow_status(connection)
    return set(connection.execute(select(rows.c.executor_id).where(_is(rows, "PENDING")).distinct()).scalars())


def count(engine: Engine, kinds: Iterable[str]) -> Counts:
    """How many jobs are queued and failed, by kind."""
    queued, failed = dict.fromkeys(kinds, 0), dict.fromkeys(kinds, 0)
    with engine.connect() as connection:
        rows = workflow_status(connection)
        wanted = rows.c.status.in_((*QUEUED, *FAILED))
        grouped = select(rows.c.name, rows.c.status, func.count()).where(wanted).group_by(rows.c.name, rows.c.status)
        for name, status, number in connection.execute(grouped):
            kind = str(name).removeprefix(_PREFIX)
            if kind in queued:
                (queued if status in QUEUED else failed)[kind] += int(number)
    return Counts(queued, failed)


def workflow_status(connection: Connection) -> TableClause:
    """DBOS's table, in its own schema on Postgres."""
    return _TABLES[connection.dialect.name]


def _is(rows: TableClause, status: str) -> ColumnElement[bool]:
    # A literal, so that both databases use the indices that DBOS keeps for jobs under way.
    return rows.c.status == literal_column(f"'{status}'")


def _again(rows: TableClause) -> Update:
    # Without an owner, a run that is still going on somewhere can no longer write its outcome.
    return update(rows).where(_is(rows, "PENDING")).values(status="ENQUEUED", owner_xid=None, started_at_epoch_ms=None)


def _last(table_name: str) -> TextClause:
    # One arm per status: each is the end of an index. SQLite needs the index's own condition to see that.
    arm = (
        f"SELECT max(priority) AS place FROM {table_name} WHERE queue_name = :kind AND queue_partition_key = :partition"
        " AND status IN ('ENQUEUED', 'PENDING') AND status = "
    )
    return text(f"SELECT coalesce(max(place), 0) FROM ({arm}'ENQUEUED' UNION ALL {arm}'PENDING') AS places")


_TABLES: Mapping[str, TableClause] = {
    "sqlite": table("workflow_status", *map(column, _COLUMNS)),
    "postgresql": table("workflow_status", *map(column, _COLUMNS), schema="dbos"),
}
_LAST: Mapping[str, TextClause] = {"sqlite": _last("workflow_status"), "postgresql": _last("dbos.workflow_status")}
