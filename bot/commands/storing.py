"""`tiepnhan db`, `backup`, `restore` and `privacy`: what is done to a database beside serving from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from bot.cli_texts import TEXTS, Lang
from bot.clock import SystemClock
from bot.errors import DataError, ModelError
from bot.evidence.vault import open_vault
from bot.files import SHIPPED, find_domain, find_model
from bot.gate.secret_key import FILE_NAME
from bot.settings import Settings
from bot.store.appearing import appearing
from bot.store.backup import back_up
from bot.store.engine import Store
from bot.store.errors import Unknown
from bot.store.export import export
from bot.store.lock import ServingLock
from bot.store.person import sender_of
from bot.store.privacy import Erased, erase, foresee
from bot.store.restore import check, restore, secrets_in
from bot.store.retention import sweep
from bot.store.upgrade import current, newest, require_current, statements, upgrade


def show_revision(lang: Lang) -> None:
    """Prints the database's revision; exits with 1 where it is not the newest."""
    with _opened(Settings.from_environment()) as store:
        found = current(store)
    print(TEXTS[lang]["db.at"].format(found=found or TEXTS[lang]["db.empty"], newest=newest()))
    if found != newest():
        raise SystemExit(1)


def bring_up(sql: bool, lang: Lang) -> None:
    """Upgrades the database, or prints the statements that would make an empty one."""
    settings = Settings.from_environment()
    if sql:
        print(statements("sqlite" if settings.is_sqlite else "postgresql"))
        return
    with _opened(settings, new=True) as store:
        done = upgrade(store)
    say = TEXTS[lang]
    print(say["db.upgraded"].format(before=done.before or say["db.empty"], after=done.after))


def make_backup(target: Path, with_secrets: bool, lang: Lang) -> None:
    """Writes a backup while the server runs."""
    settings, say = Settings.from_environment(), TEXTS[lang]
    key = settings.data_folder / FILE_NAME
    secret_files = {FILE_NAME: key.read_bytes()} if with_secrets and key.is_file() else {}
    with _opened(settings) as store:
        vault = open_vault(settings.evidence_url)
        made = back_up(store, vault, target, SystemClock().now(), digests=_digests(), secret_files=secret_files)
    print(say["backup.made"].format(file=made.file, rows=made.rows, files=made.files, size=made.size / 1e6))
    if made.lost:
        print(say["backup.lost"].format(count=len(made.lost)))
    if with_secrets and not secret_files:
        print(say["backup.no_key"].format(file=key))
    print(say["backup.has_key" if secret_files else "backup.without_key"])


def read_backup(file: Path, lang: Lang) -> None:
    """Fills an empty database from a backup."""
    settings, say = Settings.from_environment(), TEXTS[lang]
    check(file)
    secret_files = secrets_in(file)
    _refuse_other_keys(settings, secret_files)
    with _alone(settings), _opened(settings, new=True) as store:
        done = restore(store, open_vault(settings.evidence_url), file)
    for name, data in secret_files.items():
        with appearing(settings.data_folder / name) as part:
            part.write(data)
    print(say["restore.done"].format(rows=done.rows, files=done.files, revision=done.revision, made=done.manifest.made_at))
    for name, digest in _digests().items():
        if done.manifest.digests.get(name, digest) != digest:
            print(say["restore.differs"].format(name=name))


def run_sweep(dry_run: bool, domain: Path | None, lang: Lang) -> None:
    """Forgets what was kept long enough."""
    settings, say = Settings.from_environment(), TEXTS[lang]
    with _opened(settings) as store:
        require_current(store)
        vault = open_vault(settings.evidence_url)
        swept = sweep(store, find_domain(domain), SystemClock().now(), vault, dry_run=dry_run)
    for kind, number in swept.counts.items():
        if number:
            print(f"{kind}: {number}")
    print(say["sweep.would" if dry_run else "sweep.done"].format(total=swept.total))


def run_export(channel: str, sender: str, code: str, out: Path, lang: Lang) -> None:
    """Writes all that is kept about a person."""
    settings, say = Settings.from_environment(), TEXTS[lang]
    with _opened(settings) as store:
        require_current(store)
        channel, sender = _person(store, channel, sender, code)
        done = export(store, open_vault(settings.evidence_url), channel, sender, out, SystemClock().now(), lang=lang)
    print(say["export.done"].format(file=done.file, messages=done.messages, cases=done.cases, files=done.files))


def run_erase(channel: str, sender: str, code: str, yes: bool, lang: Lang) -> None:
    """Erases a person; without `yes` it only tells what would go, and exits with 1."""
    settings, say = Settings.from_environment(), TEXTS[lang]
    with _opened(settings) as store:
        require_current(store)
        channel, sender = _person(store, channel, sender, code)
        if not yes:
            _tell(foresee(store, channel, sender), "erase.would", lang)
            raise SystemExit(1)
        vault, now = open_vault(settings.evidence_url), SystemClock().now()
        done = erase(store, vault, channel, sender, now, logs=settings.data_folder / "logs")
    _tell(done, "erase.done", lang)
    if done.scrubbed is False:
        print(say["erase.busy"])


def _tell(erased: Erased, text: str, lang: Lang) -> None:
    say = TEXTS[lang]
    if not erased.anything:
        print(say["erase.nothing"])
        return
    print(say[text].format(rows=sum(erased.counts.values()), cases=len(erased.codes), files=erased.files))
    if erased.outside:
        print(say["erase.outside"].format(names=", ".join(erased.outside), codes=", ".join(erased.codes)))
    print(say["erase.backups"])


def _person(store: Store, channel: str, sender: str, code: str) -> tuple[str, str]:
    """Channel and sender, as they were given or as a case code leads to them."""
    if code:
        with store.reading() as connection:
            found = sender_of(connection, code.strip().upper())
        if found is None:
            raise Unknown(f"there is no case {code}")
        return found
    if not channel or not sender:
        raise DataError("nobody is named", mend="--channel web --sender ID, or --code TN-…")
    return channel, sender


@contextmanager
def _opened(settings: Settings, *, new: bool = False) -> Iterator[Store]:
    file = settings.database_file
    if file is not None and new:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif file is not None and not file.is_file():
        raise DataError(
            "there is no database here", file=str(file), mend="start the server once, or name it with TIEPNHAN_DATABASE_URL"
        )
    store = Store(settings.database_url)
    try:
        yield store
    finally:
        store.close()


def _alone(settings: Settings) -> ServingLock | nullcontext[None]:
    """On SQLite nobody may serve while a database is filled."""
    return ServingLock(settings.database_file) if settings.database_file is not None else nullcontext()


def _refuse_other_keys(settings: Settings, secret_files: Mapping[str, bytes]) -> None:
    for name, data in secret_files.items():
        there = settings.data_folder / name
        if name != FILE_NAME:
            raise DataError(f"the backup holds a secret file that is not known: {name!r}")
        if there.is_file() and there.read_bytes() != data:
            raise DataError("the backup holds another secret key than this folder", file=str(there), mend="move it away first")


def _digests() -> dict[str, str]:
    """SHA-256 of the files that say what the rows mean, by name; those that are not there are left out."""
    place = next((place for place in (Path(), SHIPPED) if (place / "domain.yml").is_file()), SHIPPED)
    found = {name: place / name for name in ("domain.yml", "triage.yml")}
    with suppress(ModelError):
        found["model"] = find_model(None) / "meta.json"
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in found.items() if file.is_file()}
