"""The face of the gate for the desk: exactly what is promised."""

from __future__ import annotations

import bot.gate.people as people


def test_every_name_is_there() -> None:
    assert people.__all__ == sorted(people.__all__, key=lambda name: (not name.isupper(), name.islower(), name))
    assert all(hasattr(people, name) for name in people.__all__)
    public = {name for name in vars(people) if not name.startswith("_")}
    assert public == set(people.__all__)
