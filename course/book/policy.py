"""What a browser may do with a page, said once for the page itself and for the server.

Free of Sphinx, because the server starts without it.
"""

import base64
import hashlib
from pathlib import Path

_EARLY = Path(__file__).parent / "static" / "early.js"
REFERRER = "no-referrer"
LEAVE_TO = "https://www.weather.gov/"
"""Where the way out leads: a public page that anybody might have open, without advertisements and in one request."""


def early_script() -> str:
    """The few lines that must run before a page is drawn; inline, and allowed by their digest alone."""
    lines = (line.strip() for line in _EARLY.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*", "*")))


def content_policy(*, in_header: bool = False) -> str:
    """The Content-Security-Policy: this host and nothing else; ``in_header`` adds what a page cannot say of itself."""
    digest = base64.b64encode(hashlib.sha256(early_script().encode()).digest()).decode()
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' 'sha256-{digest}'",
        "img-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    if in_header:
        rules["frame-ancestors"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers() -> dict[str, str]:
    """What a server says with every answer; CONTRIBUTING has the same for others than ours."""
    return {
        "Content-Security-Policy": content_policy(in_header=True),
        "Referrer-Policy": REFERRER,
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
