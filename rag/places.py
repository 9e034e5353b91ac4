"""Where Chroma's data lies: a folder of this machine, or a server. With `rag.store` the only file that knows Chroma."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

from rag.errors import BriefwijzerError, IndexMissing, StoreError
from rag.generations import Generations, only_writer

if TYPE_CHECKING:
    from chromadb.api.client import Client

    from rag.settings import Settings

# Seconds. Chroma's own client waits for ever; a batch of 1000 rows took 8 s on two busy cores.
_CONNECT, _ANSWER = 3.0, 60.0


class Place(Protocol):
    """What the store wants of a folder or a server. Anything may be raised: `chroma_errors` turns it into ours."""

    shared: bool  # whether what a writer does can be seen at once

    def client(self) -> Client:
        """The client to read with, and after `begin` to write with. Raises IndexMissing where there is nothing."""
        ...

    def begin(self, *, empty: bool = False) -> bool:
        """Make ready to write, in an empty index where `empty`; whether the client is another one from here on."""
        ...

    def publish(self) -> None:
        """Let readers see what was written."""
        ...

    def tidy(self) -> int:
        """Delete what nobody reads; how many copies went."""
        ...

    def moved(self) -> bool | None:
        """Whether another state is live than the one that `client` reads; None where only the data can tell."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class Folder:
    """A folder of generations. A writer keeps out every other writer until it is closed."""

    shared = False

    def __init__(self, root: Path, *, write: bool) -> None:
        self._generations = Generations(root)
        self._stack = contextlib.ExitStack()
        self._held: IO[bytes] | None = None
        self._name = ""
        self._draft = ""
        self._client: Client | None = None
        self._write = write
        if write:
            self._stack.enter_context(only_writer(root / "lock"))

    def client(self) -> Client:
        if self._client is None:
            held = self._generations.hold()
            if held is None:
                raise IndexMissing("There is no index yet. Run: python -m ingest")
            self._name, self._held = held
            self._client = _local(self._generations.path(self._name))
        return self._client

    def begin(self, *, empty: bool = False) -> bool:
        if not self._write:
            raise StoreError("The index was opened to be read. Run: python -m ingest")
        if self._draft and not empty:
            return False
        self._drop()
        self._generations.tidy()  # copies of ingests that were killed would fill the disk one by one
        self._name = self._draft = self._generations.fork(empty=empty)
        self._client = _local(self._generations.path(self._draft))
        return True

    def publish(self) -> None:
        self._generations.make_live(self._draft)
        self._draft = ""

    def tidy(self) -> int:
        return self._generations.tidy(keep=self._name) if self._write else 0

    def moved(self) -> bool | None:
        return self._generations.live() != self._name

    def close(self) -> None:
        self._drop()
        if self._draft:
            self._generations.remove(self._draft)
            self._draft = ""
        self._stack.close()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
        if self._held is not None:
            self._held.close()
        self._client = self._held = None


class Server:
    """A Chroma server. Writers of one machine keep each other out; of two machines, `Store.publish` notices."""

    shared = True

    def __init__(self, url: str, lock: Path, *, write: bool) -> None:
        self._stack = contextlib.ExitStack()
        if write:
            self._stack.enter_context(only_writer(lock))
        try:
            self._client = _remote(url)
        except BaseException:
            self._stack.close()
            raise

    def client(self) -> Client:
        return self._client

    def begin(self, *, empty: bool = False) -> bool:
        return False

    def publish(self) -> None:
        """What was written can be seen already."""

    def tidy(self) -> int:
        return 0

    def moved(self) -> bool | None:
        return None

    def close(self) -> None:
        self._client.close()
        self._stack.close()


def open_place(settings: Settings, *, write: bool) -> Place:
    """The place that the settings name. Raises StoreError where it cannot be used, or another process writes it."""
    with chroma_errors("opening the index"):
        if settings.chroma_url:
            return Server(settings.chroma_url, settings.data / "ingest.lock", write=write)
        return Folder(settings.data / "chroma", write=write)


@contextlib.contextmanager
def chroma_errors(doing: str) -> Iterator[None]:
    """Chroma raises errors of many kinds (its own, sqlite's, httpx's, Rust's): ours is one."""
    try:
        yield
    except BriefwijzerError:
        raise
    except Exception as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise StoreError(
            f"Chroma failed while {doing}: {reason}. See that the disk has room and the data folder can be "
            "written, or that the Chroma server of BRIEFWIJZER_CHROMA_URL runs."
        ) from error


def _quiet() -> Any:
    from chromadb.config import Settings as ChromaSettings

    logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
    return ChromaSettings(anonymized_telemetry=False)


def _local(folder: Path) -> Client:
    import chromadb

    return cast("Client", chromadb.PersistentClient(str(folder), settings=_quiet()))


def _remote(url: str) -> Client:
    """A client of a server, tried for some seconds since both may just have been started."""
    import chromadb
    import httpx

    address = urlsplit(url if "//" in url else f"//{url}", scheme="http")
    if address.scheme not in ("http", "https") or not address.hostname:
        raise StoreError(f"BRIEFWIJZER_CHROMA_URL={url[:100]!r} is no address. Write it as http://host:port")
    ssl = address.scheme == "https"
    port = address.port or (443 if ssl else 8000)
    host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
    for wait in (0.2, 0.5, 1.0, 0.0):
        try:
            httpx.get(f"{address.scheme}://{host}:{port}/api/v2/heartbeat", timeout=_CONNECT).raise_for_status()
            break
        except httpx.ConnectError:
            if not wait:
                raise
            time.sleep(wait)
    client = cast("Client", chromadb.HttpClient(address.hostname, port, ssl=ssl, settings=_quiet()))
    # There is no setting for it: chromadb builds its session with timeout=None.
    session = getattr(getattr(client, "_server", None), "_session", None)
    if isinstance(session, httpx.Client):
        session.timeout = httpx.Timeout(_ANSWER, connect=_CONNECT)
    return client
