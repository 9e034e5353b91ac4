"""Where a failure came from, for the log: never its message, which may hold what a reader wrote."""

from __future__ import annotations


def place_of(error: BaseException) -> str:
    """The file and line that raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
