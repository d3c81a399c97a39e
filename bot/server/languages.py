"""Which of the two languages a browser asks for; Vietnamese where it does not say."""

from __future__ import annotations

import re
from typing import Literal

from fastapi import Request

Lang = Literal["vi", "en"]


def language_of(request: Request) -> Lang:
    """By ?lang=, else by the first of Accept-Language that we speak."""
    wanted = request.query_params.get("lang")
    if wanted in ("vi", "en"):
        return "en" if wanted == "en" else "vi"
    for tag in re.findall(r"(?:^|,)\s*(vi|en)\b", request.headers.get("accept-language", "")[:200], re.IGNORECASE):
        return "en" if tag.lower() == "en" else "vi"
    return "vi"
