"""From a question to an answer: types, settings, retrieval, composers, verification, command line."""
