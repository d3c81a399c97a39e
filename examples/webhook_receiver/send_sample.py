"""Sends the case of sample.json to a receiver, signed as Tiếp Nhận signs: to try a receiver, this one or your own.

RECEIVER_SECRETS=whsec_… python send_sample.py http://127.0.0.1:8090/webhook
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from standardwebhooks import Webhook


def main() -> None:
    """Sends it once and prints the answer; run it again to see that a repeat changes nothing."""
    if len(sys.argv) != 2 or not os.environ.get("RECEIVER_SECRETS"):
        sys.exit(__doc__)
    body = Path(__file__).with_name("sample.json").read_text(encoding="utf-8")
    id, now = json.loads(body)["id"], datetime.now(UTC)
    headers = {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(os.environ["RECEIVER_SECRETS"].split(",")[0]).sign(id, now, body),
    }
    request = urllib.request.Request(sys.argv[1], body.encode("utf-8"), headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            print(answer.status, answer.read().decode())
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code} {error.read().decode()}")


if __name__ == "__main__":
    main()
