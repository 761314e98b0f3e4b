"""Where a link or a picture may lead: absolute, public, and with nothing hidden in it.

The check does not rely on a URL library alone, because browsers and libraries read the same characters differently
(https://url.spec.whatwg.org): what a browser would repair (controls inside, backslashes, no slashes) is repaired here
first, and whatever is still unusual is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urljoin

# Linear: single classes, each character looked at once.
_REMOVED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*+):")
_AUTHORITY = re.compile(r"(https?):[/\\]*+([^/\\?#]*+)(.*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"[\w.-]++(:[0-9]{1,5}+)?+")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*+|[0-9]++)")
# How nearly every address is written already; saves nine tenths of the work.
_USUAL = re.compile(r"https?://([a-z0-9.-]++)/[!#$%&()*+,./0-9:;=?@A-Z_a-z~\[\]-]{0,2000}")
_LINK = re.compile(rf' href="{_USUAL.pattern}"')
# What `check` writes and nothing else: no user, no white space or control, no character that ends an attribute.
_CANONICAL = re.compile(r"(https?)://([\w.-]++)(?::[0-9]{1,5}+)?+(?:[/?#][^\s\x00-\x20\x7f-\x9f\"'<>`{}|^\\]*+)?+")
_MAILTO = re.compile(r"mailto:([^\s@:/\\?#,;<>\"'%]{1,64}@[\w-]++(?:\.[\w-]++)++)(?:\?.*)?", re.IGNORECASE | re.DOTALL)
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ESCAPE = str.maketrans({sign: "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in " \"'<>`{}|^\\" + _BLANKS})
"""What would end an attribute or be seen as a blank."""
_INTERNAL = (".localhost", ".local", ".internal", ".localdomain", ".intranet", ".home.arpa", ".lan")
LONGEST = 4096
"""Code points; browsers and servers refuse longer ones."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A URL that may be shown, or why not."""

    url: str | None
    reason: str = ""
    """`empty`, `fragment`, `relative`, `scheme`, `script`, `userinfo`, `private_host`, `malformed`, `too_long`."""


def check(value: str, base: str | None, *, mail: bool = False, secure: bool = False) -> Checked:
    """Return the absolute form of a URL as found in an attribute (entities already decoded).

    `mail` allows `mailto:` (the address alone is kept), `secure` rewrites `http:` to `https:`.
    """
    usual = _USUAL.fullmatch(value)
    if usual and not (secure and value[4] == ":") and not private(usual[1]):
        return Checked(value)
    if len(value) > LONGEST:
        return Checked(None, "too_long")
    url = _REMOVED.sub("", value).strip()
    if not url:
        return Checked(None, "empty")
    if url[0] == "#":
        return Checked(None, "fragment")
    scheme = _SCHEME.match(url)
    if scheme:
        name = scheme[1].lower()
        if name in ("javascript", "vbscript", "livescript", "mocha", "data"):
            return Checked(None, "data" if name == "data" else "script")
        if name == "mailto" and mail:
            address = _MAILTO.fullmatch(url)
            return Checked(f"mailto:{address[1]}") if address else Checked(None, "malformed")
        if name not in ("http", "https"):
            return Checked(None, "scheme")
    else:
        if base is None:
            return Checked(None, "relative")
        try:
            url = urljoin(base, url.replace("\\", "/"))
        except ValueError:
            return Checked(None, "malformed")
    return _absolute(url, secure=secure)


def _absolute(url: str, *, secure: bool) -> Checked:
    parts = _AUTHORITY.fullmatch(url)
    if not parts or not parts[2]:
        return Checked(None, "malformed")
    if "@" in parts[2]:
        return Checked(None, "userinfo")
    host = unicodedata.normalize("NFKC", parts[2]).replace("\u3002", ".").lower()
    if not _HOST.fullmatch(host):
        return Checked(None, "private_host" if host[:1] == "[" else "malformed")
    name, _, port = host.partition(":")
    if private(name):
        return Checked(None, "private_host")
    if port and int(port) > 65535:
        return Checked(None, "malformed")
    scheme = parts[1].lower()
    if secure and scheme == "http":
        scheme, host = "https", host.removesuffix(":80")
    path, mark, rest = re.split(r"([?#]|\Z)", parts[3], maxsplit=1)
    path = path.replace("\\", "/") or ("/" if mark else "")
    return Checked(f"{scheme}://{host}{(path + mark + rest).translate(_ESCAPE)}")


def canonical(url: str, schemes: frozenset[str]) -> bool:
    """Whether a URL is in the form that `check` returns, with one of the schemes; told without repairing anything."""
    parts = _CANONICAL.fullmatch(url)
    if parts:
        return parts[1] in schemes and not private(parts[2])
    return "mailto" in schemes and url.startswith("mailto:") and _MAILTO.fullmatch(url) is not None and "?" not in url


def is_canonical_link(attributes: str) -> bool:
    """Whether the attributes of a link, as nh3 wrote them, are one address that needs no work; quick."""
    link = _LINK.fullmatch(attributes)
    if link is None or private(link[1]):
        return False
    return "&" not in attributes or attributes.count("&") == attributes.count("&amp;")


def private(host: str) -> bool:
    """Whether a lower-case host is an address, or a name that only some network or machine knows."""
    host = host.rstrip(".")
    last = host.rpartition(".")[2]
    return (
        not host
        or not host.strip(".-_")
        or ".." in host
        or host.startswith(".")
        or host == "localhost"
        or _NUMERIC.fullmatch(last) is not None
        or f".{host}".endswith(_INTERNAL)
    )
