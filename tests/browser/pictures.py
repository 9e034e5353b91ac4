"""Pictures of the page for the README: `python -m tests.browser.pictures` writes docs/pictures.

Uses the index that the settings name.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from rag.settings import load_settings
from tests.browser.browser import Browser
from tests.browser.server import ROOT, served

_FOLDER = ROOT / "docs" / "pictures"
_ASKED = {
    "nl": "Hoeveel heeft Nederland bijgedragen aan humanitaire hulp sinds het uitbreken van de crisis?",
    "en": "How much has the Netherlands contributed to humanitarian aid since the crisis broke out?",
}


def main() -> int:
    """Exit codes: 0 written, 1 no Chromium."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("pictures: no Chromium here. Run: sh tests/browser.sh", file=sys.stderr)
        return 1
    looks: tuple[tuple[str, int, int, Literal["nl", "en"], bool], ...] = (
        ("ask-nl", 1280, 860, "nl", False),
        ("ask-en-dark", 1280, 860, "en", True),
        ("phone", 390, 844, "nl", False),
    )
    with served(data=load_settings().data) as address, tempfile.TemporaryDirectory() as profiles:
        for name, width, height, language, dark in looks:
            browser = Browser(
                chromium, Path(profiles) / name, _FOLDER, width=width, height=height, language=language, dark=dark
            )
            browser.open(address)
            browser.ask(_ASKED[language])
            browser.one(".go-on, .actions")
            browser.script("document.activeElement.blur(); scrollTo(0, 0)")
            browser.window(name)
            if name == "ask-nl":
                browser.click(browser.one(".card .links a[href^='#letter']"))
                browser.one(".letter .spot")
                browser.script("document.activeElement.blur()")
                browser.window("letter")
            browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
