"""From a letter file to the index: parse, passages, editions, index, command line."""
