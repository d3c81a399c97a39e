"""The exceptions of the gate, all in one tree; none of their texts repeats a secret.

TiepNhanError
└── GateError                  someone or something may not come in
    ├── TokenInvalid           a visitor token that we did not sign, or that was altered
    ├── TokenExpired           a visitor token of ours, too old
    ├── IdentityInvalid        the operator's site signed no such user name; the text tells its developer why
    ├── ButtonInvalid          a button that does not belong to this conversation
    └── GateSettingError       a key, an origin or a proxy is written in a way that cannot be used
"""

from __future__ import annotations

from bot.errors import TiepNhanError


class GateError(TiepNhanError):
    """Someone may not come in, or the gate cannot be set up as it was told."""


class TokenInvalid(GateError):
    """A visitor token that we did not sign, or that was altered since."""


class TokenExpired(GateError):
    """A visitor token of ours that was not used for longer than it lives."""


class IdentityInvalid(GateError):
    """An identity token cannot be believed; the text says why, for the developer of the operator's site."""


class ButtonInvalid(GateError):
    """A button id that we did not make for this conversation."""


class GateSettingError(GateError):
    """A key, an origin or a proxy is written in a way that cannot be used; the text names the mend."""
