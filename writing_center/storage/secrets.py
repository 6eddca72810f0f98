"""What never leaves a center in an export: whoever has it could be somebody else."""

from typing import Any

SECRET_TABLES = frozenset({"credentials", "invitations", "sign_ins", "failed_sign_ins"})
"""Passphrases' hashes, personal links, signed-in browsers, and who mistyped a passphrase."""

SECRET_FIELDS: dict[str, frozenset[str]] = {"groups": frozenset({"join_code"})}
"""Secrets among other things: they are left empty. An empty join code lets nobody in."""


def without_secrets(table: str, document: dict[str, Any]) -> dict[str, Any]:
    """A document of a table as it may be shown."""
    hidden = SECRET_FIELDS.get(table, frozenset())
    return {name: "" if name in hidden else value for name, value in document.items()}
