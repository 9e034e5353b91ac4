"""Start the page with options of the operator switched on: `python -m tests.browser.start mcp feedback adding`.

`runs=FOLDER` takes the runs of the eval harness from there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import app
from rag.page.options import Options
from rag.settings import load_settings

if __name__ == "__main__":
    named = dict(argument.split("=", 1) for argument in sys.argv[1:] if "=" in argument)
    app.RUNS = Path(named.get("runs", app.RUNS))
    app.serve(load_settings(), Options(**dict.fromkeys((name for name in sys.argv[1:] if "=" not in name), True)))
