"""Signing notices as Standard Webhooks say: who receives one can tell that it came from us.

https://www.standardwebhooks.com: the secret is `whsec_` and its bytes in base64; what is signed
is the id, the moment in seconds and the body, with dots between; `v1,` and an HMAC-SHA256.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from datetime import datetime

PREFIX = "whsec_"


def new_secret() -> str:
    """24 bytes, the least that the standard allows, by a good die."""
    return PREFIX + b64encode(secrets.token_bytes(24)).decode()


def headers(number: str, at: datetime, body: bytes, secret: str) -> dict[str, str]:
    """What stands over the body."""
    moment = str(int(at.timestamp()))
    return {
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": signature(number, moment, body, secret),
    }


def signature(number: str, moment: str, body: bytes, secret: str) -> str:
    key = b64decode(secret.removeprefix(PREFIX))
    said = b".".join((number.encode(), moment.encode(), body))
    return "v1," + b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
