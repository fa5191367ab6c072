"""A journal under a passphrase: the same bytes the browser's WebCrypto makes and opens (``host/crypto.js``)."""

import base64
import binascii
import json
import os
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from course.errors import JournalError

SEALED_FORMAT = "course-journal-encrypted/1"
KDF = "PBKDF2-SHA256"
ITERATIONS = 600_000
_MOST_ITERATIONS = 5_000_000  # a damaged file must not keep the learner's machine busy for hours


def seal(text: str, passphrase: str) -> str:
    """Encrypt a text with a passphrase."""
    salt, iv = os.urandom(16), os.urandom(12)
    ciphertext = AESGCM(_to_key(passphrase, salt, ITERATIONS)).encrypt(iv, text.encode(), None)
    document = {
        "format": SEALED_FORMAT,
        "kdf": KDF,
        "iterations": ITERATIONS,
        "salt": _encode(salt),
        "iv": _encode(iv),
        "ciphertext": _encode(ciphertext),
    }
    return json.dumps(document, indent=1) + "\n"


def open_sealed(text: str, passphrase: str) -> str:
    """Decrypt what ``seal`` or the browser made.

    Raises JournalError when the passphrase is wrong or the file is damaged; the two cannot be told apart.
    """
    document = json.loads(text)
    try:
        iterations = _check_iterations(document)
        salt, iv, ciphertext = (base64.b64decode(document[k], validate=True) for k in ("salt", "iv", "ciphertext"))
        key = _to_key(passphrase, salt, iterations)
        return AESGCM(key).decrypt(iv, ciphertext, None).decode()
    except InvalidTag as error:
        raise JournalError("that passphrase does not open this journal, or the file is damaged") from error
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise JournalError("this encrypted journal is damaged") from error


def _check_iterations(document: dict[str, Any]) -> int:
    iterations = document["iterations"]
    if document["kdf"] != KDF or type(iterations) is not int or not 1 <= iterations <= _MOST_ITERATIONS:
        raise ValueError("unknown key derivation")
    return iterations


def _to_key(passphrase: str, salt: bytes, iterations: int) -> bytes:
    # The same letters typed on two keyboards can be other code points; NFC makes them one.
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return PBKDF2HMAC(SHA256(), length=32, salt=salt, iterations=iterations).derive(secret)


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
