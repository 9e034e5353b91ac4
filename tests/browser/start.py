"""Start the page with options of the operator switched on: `python -m tests.browser.start mcp feedback adding`."""

from __future__ import annotations

import sys

from app import serve
from rag.page.options import Options
from rag.settings import load_settings

if __name__ == "__main__":
    serve(load_settings(), Options(**dict.fromkeys(sys.argv[1:], True)))
