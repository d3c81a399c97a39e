"""What the desk needs to let people in, in one place: passwords, setup links, sessions, CSRF, one-time codes."""

from bot.gate.passwords import FAULTS, Checked, Fault, Passwords, faults
from bot.gate.sessions import (
    ABSOLUTE,
    IDLE,
    SETUP_LIFE,
    csrf_matches,
    double_submitted,
    from_own_page,
    new_csrf_token,
    new_session_id,
    new_setup_token,
    secret_digest,
    session_lives,
    setup_matches,
)
from bot.gate.totp import check_totp, new_totp_secret, totp, totp_uri, written_secret

__all__ = [
    "ABSOLUTE",
    "FAULTS",
    "IDLE",
    "SETUP_LIFE",
    "Checked",
    "Fault",
    "Passwords",
    "check_totp",
    "csrf_matches",
    "double_submitted",
    "faults",
    "from_own_page",
    "new_csrf_token",
    "new_session_id",
    "new_setup_token",
    "new_totp_secret",
    "secret_digest",
    "session_lives",
    "setup_matches",
    "totp",
    "totp_uri",
    "written_secret",
]
