"""What can go wrong, as one tree.

BriefwijzerError
├── InputError          a file or text handed in cannot be used; the message names it
├── IndexMissing        no index yet
├── IndexMismatch       the index was made with another embedding model
├── StoreError          the vector store cannot be reached or written
├── ModelError          the embedding model cannot be loaded
├── ChatError           the chat model is missing, down, slow or answers nonsense
└── SettingsError       a setting is unknown or wrong

Every message says what happened and ends with what to do about it. Refusing to answer is not
an error: that is a status of an answer.
"""


class BriefwijzerError(Exception):
    """The root; entry points catch this one and print its message on one line."""


class InputError(BriefwijzerError):
    """See the tree above."""


class IndexMissing(BriefwijzerError):
    """See the tree above."""


class IndexMismatch(BriefwijzerError):
    """See the tree above."""


class StoreError(BriefwijzerError):
    """See the tree above."""


class ModelError(BriefwijzerError):
    """See the tree above."""


class ChatError(BriefwijzerError):
    """See the tree above."""


class SettingsError(BriefwijzerError):
    """See the tree above."""
