"""A process that runs jobs until it is killed, for tests of what is left then: python -m tests.jobs.child URL NAME SILENCE."""

from __future__ import annotations

import sys
import threading
import time

from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, insert, select

from bot.jobs.durable import DurableJobs, Pulse
from bot.jobs.protocol import Again, Job
from tests.jobs.benches import LANES, application_engine

notes = MetaData()
runs = Table("runs", notes, Column("id", Text), Column("attempt", Integer), Column("who", Text))
ends = Table("ends", notes, Column("id", Text), Column("who", Text))
flags = Table("flags", notes, Column("go", Text))


def write(engine: Engine, table: Table, **values: object) -> None:
    with engine.begin() as connection:
        connection.execute(insert(table).values(values))


def handle(engine: Engine, who: str, job: Job) -> None:
    """Does what the payload says: note (nothing more), again (after so many seconds, once), hang (until told to go)."""
    write(engine, runs, id=job.id, attempt=job.attempt, who=who)
    match job.payload.get("do"):
        case "again" if job.attempt == 1:
            after = job.payload["after"]
            assert isinstance(after, float)
            raise Again(after)
        case "hang":
            while not told_to_go(engine):
                time.sleep(0.05)
    write(engine, ends, id=job.id, who=who)


def told_to_go(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.execute(select(flags.c.go)).first() is not None


def main(url: str, who: str, silence: float) -> None:
    engine = application_engine(url)
    jobs = DurableJobs(url, executor_id=who, lanes=LANES, pulse=Pulse(beat=silence / 8, silence=silence))
    jobs.start({lane.kind: lambda job: handle(engine, who, job) for lane in LANES})
    print("started", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
