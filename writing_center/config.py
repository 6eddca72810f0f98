"""Settings, read once; plain values."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASE = "WRITING_CENTER_DATABASE"
LAB_MEMBER = "WRITING_CENTER_LAB_MEMBER"
SERVED = "WRITING_CENTER_SERVED"
PUBLIC_URL = "WRITING_CENTER_URL"
IDENTITY_HEADER = "X-Writing-Center-Member"
IDENTITY_VARIABLE = "HTTP_X_WRITING_CENTER_MEMBER"
DATABASE_NAME = "writing-center.db"
SAMPLE_FOLDER = "sample-center"


@dataclass(frozen=True)
class Settings:
    """Where the center's store is, as whom this process works (empty: nobody), and the start
    page's address as the browser knows it (empty: no page is being served)."""

    database_url: str
    member_id: str = ""
    public_url: str = ""


def sqlite_url(folder: Path) -> str:
    """The embedded store's address in ``folder``."""
    return f"sqlite:///{(folder / DATABASE_NAME).resolve()}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings of this process.

    Under ``serve`` the member is who the server says (a header that it sets itself), and never
    anybody by default. The variable of ``writing-center lab`` counts only outside ``serve``.
    """
    values = os.environ if environment is None else environment
    url = values.get(DATABASE) or sqlite_url(Path.cwd())
    if values.get(SERVED):
        return Settings(url, values.get(IDENTITY_VARIABLE, ""), values.get(PUBLIC_URL, ""))
    return Settings(url, values.get(LAB_MEMBER, ""), values.get(PUBLIC_URL, ""))
