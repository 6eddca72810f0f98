"""Names of files made from words that people typed."""

import unicodedata

MAX_NAME = 80


def safe_name(words: str) -> str:
    """``words`` without what some file system, or a shell, takes for something else; at most 80
    bytes, empty where nothing is left."""
    plain = unicodedata.normalize("NFC", words)
    kept = "".join(
        c if c.isalnum() or c in " -_'’" or unicodedata.combining(c) else " " for c in plain
    )
    short = " ".join(kept.split())
    while len(short.encode()) > MAX_NAME:
        short = short[:-1]
    return short.strip(" -_")
