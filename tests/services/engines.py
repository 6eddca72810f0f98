"""Marks."""

import pytest

both_engines = pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)
