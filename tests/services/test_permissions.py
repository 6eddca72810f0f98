"""Every verb of the services against everybody: done, or refused."""

import inspect
import pkgutil
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from settable_clock import SettableClock

import writing_center.services
from writing_center.domain.errors import NotAllowed, NotFound, NotSignedIn
from writing_center.services.session import Session

from .permission_table import DOORS, PARTS, TABLE
from .roles import MEMBERS, Verb
from .scene import NOBODY, ROLES, Scene, build_scene, opened


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    clock = SettableClock()
    path = tmp_path_factory.mktemp("scene") / "center.db"
    scene = build_scene(f"sqlite:///{path}", clock)
    scene.work.center.store.close()  # type: ignore[attr-defined]
    scene.path = path  # type: ignore[attr-defined]
    return scene


@pytest.fixture
def scene(built: Scene, tmp_path: Path) -> Iterator[Scene]:
    """A copy of the scene for each test."""
    source = built.path  # type: ignore[attr-defined]
    for file in source.parent.glob("center.db*"):
        shutil.copy(file, tmp_path)
    center = opened(tmp_path / "center.db", built.work.clock)
    plain = Scene(**{k: v for k, v in vars(built).items() if k != "path"})
    yield plain.of(center)
    center.store.close()


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize(
    ("verb", "allowed"),
    [pytest.param(verb, allowed, id=name) for name, verb, allowed in TABLE],
)
def test_who_may_do_what(scene: Scene, role: str, verb: Verb, allowed: frozenset[str]) -> None:
    who = scene.who(role)
    before = who.store.revision()
    if role in allowed:
        verb(scene, who)
    elif role == NOBODY and allowed >= MEMBERS:
        _does_nothing_for_nobody(scene, who, verb)
    else:
        with pytest.raises((NotAllowed, NotFound, NotSignedIn)):
            verb(scene, who)
    if role not in allowed:
        assert who.store.revision() == before, "a refusal leaves nothing behind"


def _does_nothing_for_nobody(scene: Scene, nobody: Session, verb: Verb) -> None:
    """What is open to every member may answer nobody with nothing of their own, or refuse."""
    try:
        verb(scene, nobody)
    except (NotAllowed, NotFound, NotSignedIn):
        return


def public_functions(module: Any) -> set[str]:
    return {
        name
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and found.__module__ == module.__name__
    }


def test_no_verb_is_left_out() -> None:
    """A new verb comes into the table, or is named as a door or a part."""
    tried = {name.split(" ")[0] for name, _, _ in TABLE}
    known = {
        f"{module}.{name}"
        for group in (DOORS, PARTS)
        for module, names in group.items()
        for name in names
    }
    found = {
        f"{info.name}.{name}"
        for info in pkgutil.iter_modules(writing_center.services.__path__)
        for name in public_functions(import_module(f"writing_center.services.{info.name}"))
    }
    assert found - tried - known == set()
    assert (tried | known) - found == set(), "what is gone leaves the table too"
