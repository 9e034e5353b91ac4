"""axe-core, from the npm registry by the lock file beside this one, run in the page."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.browser import Browser

_HERE = Path(__file__).resolve().parent
_SCRIPT = _HERE / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def axe_script() -> str:
    """The source of axe-core, installed where it is missing and npm is there."""
    if not _SCRIPT.exists():
        npm = shutil.which("npm")
        if npm:
            subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=_HERE, check=False, capture_output=True)
    if not _SCRIPT.exists():
        missing = "axe-core could not be installed: needs npm and its registry"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return _SCRIPT.read_text(encoding="utf-8")


def violations(browser: Browser, script: str) -> list[str]:
    """What breaks WCAG 2.2 A or AA on the page as it is now: rule, and the elements."""
    browser.driver.execute_script(script)
    found: Any = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "const failed = error => done([{id: String(error), nodes: []}]);"
        "axe.run(document, {runOnly: arguments[0]}).then(result => done(result.violations), failed)",
        _RULES,
    )
    return [f"{item['id']}: {[node['html'][:200] for node in item['nodes'][:4]]}" for item in found]
