"""A passkey as a telephone makes it, a real one, for people who need to have one."""

from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

SITE = "localhost"


def passkey(name: bytes = b"a telephone") -> dict[str, object]:
    """What a browser sends when somebody makes a passkey for our site."""
    flags = AuthenticatorData.FLAG
    data = AuthenticatorData.create(
        sha256(SITE.encode()).digest(),
        flags.UP | flags.UV | flags.AT,
        0,
        AttestedCredentialData.create(Aaguid.NONE, name, _public_key()),
    )
    told = CollectedClientData.create("webauthn.create", b"challenge", f"http://{SITE}")
    return {
        "id": websafe_encode(name),
        "rawId": websafe_encode(name),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(told),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


def _public_key() -> ES256:
    return ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
