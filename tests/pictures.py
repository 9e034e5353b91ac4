"""Pictures of the page for the README: `python -m tests.pictures` writes docs/pictures.

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


# One sentence that the letter says, one with another amount, and one that no letter says.
_CHECKED = (
    "Sinds het uitbreken van de crisis in Syrië heeft Nederland 360 miljoen euro bijgedragen aan humanitaire hulp in "
    "Syrië en de buurlanden. In 2025 gaat het om in totaal 30,4 miljoen euro. De burgemeester van Lissabon opende een "
    "museum over walvissen."
)
_LOOKS: tuple[tuple[str, int, int, Literal["nl", "en"], bool], ...] = (
    ("ask-nl", 1280, 860, "nl", False),
    ("ask-en-dark", 1280, 860, "en", True),
    ("phone", 390, 844, "nl", False),
)


def main() -> int:
    """Exit codes: 0 written, 1 no Chromium."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("pictures: no Chromium here. Run: sh tests/browser.sh", file=sys.stderr)
        return 1
    with served(data=load_settings().data) as address, tempfile.TemporaryDirectory() as profiles:
        for name, width, height, language, dark in _LOOKS:
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
                _check(browser, address)
            browser.close()
    return 0


def _check(browser: Browser, address: str) -> None:
    browser.open(f"{address}/#check")
    browser.one("#bw-article").send_keys(_CHECKED)
    browser.click(browser.one("#bw-checking [type=submit]"))
    browser.one(".verdicts[data-state=done]")
    browser.script("document.activeElement.blur(); document.querySelector('.verdicts').scrollIntoView()")
    browser.window("check")


if __name__ == "__main__":
    raise SystemExit(main())
