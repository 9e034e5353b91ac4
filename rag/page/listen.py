"""The address of the page, taken before anything slow is imported."""

from __future__ import annotations

import socket

from rag.errors import SettingsError


def listen(host: str, port: int) -> socket.socket:
    """A socket on the address, taken before anything slow is done. Raises SettingsError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"Cannot serve on {host}:{port}: {error.strerror or error}. "
            f"Stop what uses it, or choose another port: BRIEFWIJZER_PORT={port % 65_535 + 1} python app.py"
        ) from None
    return bound
