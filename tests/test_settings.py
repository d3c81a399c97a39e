"""The environment as Settings: what is understood, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.settings import KNOWN, PREFIX, Settings


def _read(**given: str) -> Settings:
    return Settings.from_environment({PREFIX + name: value for name, value in given.items()} | {"PATH": "/bin"})


def test_nothing_set_is_one_machine_and_one_folder() -> None:
    found = _read()
    assert (found.bind, found.port, found.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert found.database_file == Path("data/store/tiepnhan.db").absolute()
    assert found.evidence_url == Path("data/store/evidence").absolute().as_uri()
    assert not found.is_secure


def test_values_are_read() -> None:
    found = _read(
        DATABASE_URL="postgresql://db/x", PUBLIC_URL="https://chat.shop.example/", ORIGINS="https://a.example, https://b.example",
        PROXIES="10.0.0.0/8 ::1", SETTLE="0", PORT="0", HANDOFF_SECRET="whsec_b whsec_a", HANDOFF_HTTP="1",
    )  # fmt: skip
    assert not found.is_sqlite
    assert found.database_file is None
    assert (found.public_url, found.is_secure) == ("https://chat.shop.example", True)
    assert found.origins == ("https://a.example", "https://b.example")
    assert found.proxies == ("10.0.0.0/8", "::1")
    assert (found.settle, found.port) == (0.0, 0)
    assert found.handoff_secrets == ("whsec_b", "whsec_a")
    assert found.handoff_http


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "80a"),
        ("PORT", "70000"),
        ("PUBLIC_URL", "chat.example"),
        ("PUBLIC_URL", "https://user:word@chat.example"),
        ("PROXIES", "10.0.0.300"),
        ("SETTLE", "soon"),
        ("SETTLE", "-1"),
        ("SETTLE", "nan"),
        ("REPLICA", "two words"),
        ("LOG_LEVEL", "loud"),
        ("DATABASE", "sqlite:///x"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(DataError, match=PREFIX + name):
        _read(**{name: value})


def test_an_own_address_follows_the_port() -> None:
    assert _read().having(port=9000).public_url == "http://127.0.0.1:9000"
    assert _read(PUBLIC_URL="https://x.example").having(port=9000).public_url == "https://x.example"


def test_secrets_are_not_shown() -> None:
    shown = repr(_read(SECRET_KEY="geheim-1", IDENTITY_KEY="geheim-2", HANDOFF_SECRET="geheim-3"))
    assert "geheim" not in shown


def test_every_setting_is_documented() -> None:
    text = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in sorted(KNOWN) if f"`{PREFIX}{name}`" not in text] == []
