"""The shell of a page: one file, its style inside, and a policy that lets a browser do nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from copydesk.pages.tags import Safe, join, plain, tag


def document(title: str, *content: Safe, frames: bool = False) -> str:
    """Return a whole page. `frames` lets the style of `frame.css` in too: `srcdoc` frames inherit the policy."""
    sheets = [style("page.css"), *([style("frame.css")] if frames else [])]
    return _shell(policy(*sheets), title, sheets[0], *content, language="en", direction="ltr")


def framed(title: str, *content: Safe, language: str | None) -> str:
    """Return the document of a sandboxed frame, in the language and direction of an article."""
    sheet = style("frame.css")
    return _shell(policy(sheet), title, sheet, *content, language=language, direction="auto")


def policy(*sheets: Safe) -> str:
    """Return a content security policy under which nothing is loaded, run or sent, and only these styles apply."""
    hashes = " ".join(f"'sha256-{_digest(sheet)}'" for sheet in sheets)
    return f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'"


@cache
def style(name: str) -> Safe:
    """Return one of our style sheets."""
    return Safe(files("copydesk.pages").joinpath(name).read_text("utf-8"))


def _shell(csp: str, title: str, sheet: Safe, *content: Safe, language: str | None, direction: str) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=csp),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        Safe(f"<title>{plain(title)}</title>"),
        Safe(f"<style>{sheet}</style>"),
    )
    return "<!doctype html>\n" + tag("html", head, tag("body", join(*content)), lang=language, dir=direction) + "\n"


def _digest(sheet: Safe) -> str:
    return base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
