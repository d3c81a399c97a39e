"""The environment as one frozen value, read once at start; it opens no file and no connection."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import DataError

PREFIX = "TIEPNHAN_"

KNOWN = frozenset({
    "BIND", "DATABASE_URL", "DATA_FOLDER", "EVIDENCE_URL", "HANDOFF_CA", "HANDOFF_HTTP", "HANDOFF_ORIGIN_URL",
    "HANDOFF_SECRET", "HANDOFF_URL", "IDENTITY_KEY", "LOG_LEVEL", "ORIGINS", "PORT", "PROXIES", "PUBLIC_URL", "REPLICA",
    "SECRET_KEY", "SETTLE", "SILENCE",
})  # fmt: skip
"""Names behind the prefix that the server reads; a misspelt one is reported instead of being ignored."""

ELSEWHERE = frozenset({"LANG", "BENCH_DATA", "TEST_POSTGRES_URL", "REQUIRE_POSTGRES", "REQUIRE_BROWSER", "CHROMIUM"})
"""Names behind the prefix that other parts read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server runs.

    Attributes:
        data_folder: where the embedded defaults live: database, evidence, secret key.
        database_url: sqlite:///… or postgresql://…
        evidence_url: a folder, or a URL that fsspec understands.
        bind: the address to listen on; loopback unless the operator says otherwise.
        port: the port to listen on; 0 takes any free one.
        public_url: how people reach this server, without a slash at the end.
        origins: web origins whose pages may hold the widget, beside our own.
        proxies: networks of reverse proxies whose X-Forwarded-For is believed.
        secret_key: signs visitor tokens and buttons; several, newest first; empty: one is kept in the data folder.
        identity_key: with which the operator's own site signs who a visitor is; "" where it does not.
        replica: this process's name, stable over restarts.
        settle: seconds of quiet before a turn instead of triage.yml's; 0 answers at once (benchmarks); None keeps them.
        silence: seconds without a sign of life after which other processes take this one's jobs.
        handoff_url: the webhook that cases go to beside the desk; "" for none.
        handoff_secrets: the secrets shared with it, newest first.
        handoff_origin_url: where agents' acts go on cases that another installation sends to this desk; "": none may.
        handoff_http: plain http to another machine is allowed.
        handoff_ca: a PEM file of certificate authorities of the operator's own, or None.
        log_level: debug, info, warning or error.
    """

    data_folder: Path = Path("data/store")
    database_url: str = ""
    evidence_url: str = ""
    bind: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    origins: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    secret_key: str = field(default="", repr=False)
    identity_key: str = field(default="", repr=False)
    replica: str = "main"
    settle: float | None = None
    silence: float = 60.0
    handoff_url: str = ""
    handoff_secrets: tuple[str, ...] = field(default=(), repr=False)
    handoff_origin_url: str = ""
    handoff_http: bool = False
    handoff_ca: Path | None = None
    log_level: str = "info"

    def __post_init__(self) -> None:
        folder = self.data_folder.absolute()
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{folder / 'tiepnhan.db'}")
        if not self.evidence_url:
            object.__setattr__(self, "evidence_url", (folder / "evidence").as_uri())
        if not self.public_url:
            object.__setattr__(self, "public_url", _own_url(self.bind, self.port))

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one: then one process serves."""
        return self.database_url.startswith("sqlite")

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None on Postgres."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.is_sqlite else None

    @property
    def is_secure(self) -> bool:
        """Whether people reach the server by https: then cookies are marked Secure."""
        return self.public_url.startswith("https://")

    def having(self, *, bind: str | None = None, port: int | None = None) -> Settings:
        """The same with another address or port; an address that was made from them follows."""
        bound, numbered = self.bind if bind is None else bind, self.port if port is None else port
        made = self.public_url == _own_url(self.bind, self.port)
        return replace(self, bind=bound, port=numbered, public_url="" if made else self.public_url)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Reads the TIEPNHAN_… variables.

        Raises:
            DataError: a value cannot be used, or a name is not known; it names the variable and what would be right.
        """
        found = os.environ if environment is None else environment
        given = {name.removeprefix(PREFIX): value.strip() for name, value in found.items() if name.startswith(PREFIX)}
        unknown = sorted(name for name in given if name not in KNOWN | ELSEWHERE and not name.startswith(("TELEGRAM_", "ZALO_")))
        if unknown:
            raise _wrong(unknown[0], "there is no such setting", "see docs/settings.md for their names")
        return cls(
            data_folder=Path(given.get("DATA_FOLDER") or "data/store"),
            database_url=given.get("DATABASE_URL", ""),
            evidence_url=given.get("EVIDENCE_URL", ""),
            bind=given.get("BIND") or "127.0.0.1",
            port=_port(given.get("PORT") or "8000"),
            public_url=_url("PUBLIC_URL", given.get("PUBLIC_URL", "")),
            origins=tuple(_url("ORIGINS", each) for each in _several(given.get("ORIGINS", ""))),
            proxies=_networks(given.get("PROXIES", "")),
            secret_key=given.get("SECRET_KEY", ""),
            identity_key=given.get("IDENTITY_KEY", ""),
            replica=_name(given.get("REPLICA") or "main"),
            settle=_seconds(given.get("SETTLE", "")),
            silence=_silence(given.get("SILENCE") or "60"),
            handoff_url=_url("HANDOFF_URL", given.get("HANDOFF_URL", "")),
            handoff_secrets=tuple(_several(given.get("HANDOFF_SECRET", ""))),
            handoff_origin_url=_url("HANDOFF_ORIGIN_URL", given.get("HANDOFF_ORIGIN_URL", "")),
            handoff_http=given.get("HANDOFF_HTTP", "") in ("1", "true", "yes"),
            handoff_ca=Path(given["HANDOFF_CA"]) if given.get("HANDOFF_CA") else None,
            log_level=_level(given.get("LOG_LEVEL") or "info"),
        )


def _own_url(bind: str, port: int) -> str:
    return f"http://[{bind}]:{port}" if ":" in bind else f"http://{bind}:{port}"


def _several(value: str) -> list[str]:
    return [each for each in re.split(r"[,\s]+", value) if each]


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 65535:
        raise _wrong("PORT", f"{value!r} is no port", "a number from 0 to 65535")
    return int(value)


def _url(name: str, value: str) -> str:
    """The URL without a slash at the end; an origin may begin with `https://*.`."""
    if not value:
        return ""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc:
        raise _wrong(name, f"{value!r} is no web address", "https://name, without user and password")
    return value.rstrip("/")


def _networks(value: str) -> tuple[str, ...]:
    for each in _several(value):
        try:
            ipaddress.ip_network(each, strict=False)
        except ValueError:
            raise _wrong("PROXIES", f"{each!r} is no address and no network", "10.0.0.0/8, or one address") from None
    return tuple(_several(value))


def _name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,60}", value, re.ASCII):
        raise _wrong("REPLICA", f"{value!r} cannot name a process", "1 to 60 letters, digits, _ . -")
    return value


def _seconds(value: str) -> float | None:
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 60:
        raise _wrong("SETTLE", f"{value!r} is no number of seconds", "0 to 60; 0 answers at once")
    return seconds


def _silence(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 3 <= seconds <= 3600:
        raise _wrong("SILENCE", f"{value!r} is no number of seconds", "3 to 3600")
    return seconds


def _level(value: str) -> str:
    if value.lower() not in ("debug", "info", "warning", "error"):
        raise _wrong("LOG_LEVEL", f"{value!r} is no level", "debug, info, warning or error")
    return value.lower()


def _wrong(name: str, message: str, mend: str) -> DataError:
    return DataError(message, file=PREFIX + name, mend=mend)
