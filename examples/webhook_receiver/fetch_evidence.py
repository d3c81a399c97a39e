"""Fetches the pictures and files of one case from Tiếp Nhận and checks them; it opens none of them.

RECEIVER_SECRETS=whsec_… python fetch_evidence.py TN-00000-001Z9-D --into evidence
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import secrets
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook


def fetch(link: dict[str, Any], webhook: Webhook) -> bytes:
    """The bytes of one piece of evidence.

    The request is signed like a message whose body is the last step of the address.

    Raises:
        OSError: it cannot be fetched.
        ValueError: what came is not what was announced.
    """
    id, now = f"get_{secrets.token_hex(12)}", datetime.now(UTC)
    headers = {
        "webhook-id": id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": webhook.sign(id, now, link["url"].rsplit("/", 1)[1]),
    }
    with urllib.request.urlopen(urllib.request.Request(link["url"], headers=headers), timeout=20) as answer:
        raw: bytes = answer.read(link["size"] + 1)
    if len(raw) != link["size"] or hashlib.sha256(raw).hexdigest() != link["sha256"]:
        raise ValueError(f"{link['ref']} is not the file that was announced")
    return raw


def main() -> None:
    """Fetches what the receiver knows of a case; files are named by their hash, never by the name that somebody gave."""
    parser = argparse.ArgumentParser(description="Fetch the evidence of one case from Tiếp Nhận.")
    parser.add_argument("code", help="the case's code")
    parser.add_argument("--receiver", default="http://127.0.0.1:8090", help="where the receiver runs (%(default)s)")
    parser.add_argument("--into", type=Path, default=Path("evidence"), help="folder (%(default)s)")
    given = parser.parse_args()
    known = os.environ.get("RECEIVER_SECRETS", "").replace(",", " ").split()
    if not known:
        sys.exit("Set RECEIVER_SECRETS to the secret that you share with Tiếp Nhận.")
    with urllib.request.urlopen(f"{given.receiver}/cases/{given.code}", timeout=20) as answer:
        case = json.load(answer)
    given.into.mkdir(parents=True, exist_ok=True)
    for link in case["evidence"]:
        file = given.into / link["sha256"]
        file.write_bytes(fetch(link, Webhook(known[0])))
        print(f"{link['ref']}: {link['media_type']}, {link['size']} bytes, in {file}")


if __name__ == "__main__":
    main()
