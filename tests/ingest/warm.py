"""Imported by the server that forks processes for tests: reads the tables that every ingest reads, once."""

from rag.describe import describe

describe("De brug bij Zwolle gaat open.", "nl")
