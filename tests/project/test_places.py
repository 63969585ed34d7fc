from pathlib import Path

from cvpctl.project import Places, Project


def test_everything_stands_beside_the_project_file() -> None:
    """Journals, lock and emulator are the machine's own; the record may be committed."""
    places = Places.of(Project(Path("acme"), "acme"))

    assert places.journal("production", 111) == Path("acme/.cvpctl/journal/production")
    assert places.lock("production", 111) == Path("acme/.cvpctl/production.lock")
    assert places.emulator_db == Path("acme/.cvpctl/emulator.db")
    assert places.record("production", 111) == Path("acme/applied/production.json")


def test_without_a_project_the_users_state_folder_serves() -> None:
    """Nothing is left in whatever folder a command was called from."""
    places = Places.of(None)

    assert places.emulator_db.is_absolute()
    assert places.emulator_db.parent.name == "cvpctl"
    assert places.record("emulator", 1) == places.state / "applied" / "emulator.json"


def test_the_portals_of_an_environment_are_kept_apart() -> None:
    """Two portals that were both env once do not share journal, lock or record."""
    places = Places.of(Project(Path("acme"), "acme"))

    assert places.record("env", 111) == Path("acme/applied/env-111.json")
    assert places.journal("env", 111) != places.journal("env", 222)
    assert places.lock("env", 111) != places.lock("env", 222)
