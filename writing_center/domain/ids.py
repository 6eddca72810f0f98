"""Identifiers: UUID version 7, our own and never a database's numbers.

They sort by time of making (RFC 9562 §5.7), so lists keyed by them stay in order.
"""

import secrets
import uuid
from datetime import datetime


def new_id(at: datetime) -> str:
    """A fresh UUIDv7 as text, stamped with the aware time ``at`` (milliseconds)."""
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    value = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64)
    value |= (0b10 << 62) | secrets.randbits(62)
    return str(uuid.UUID(int=value))
