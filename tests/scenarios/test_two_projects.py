"""Two projects and one portal: each is told of the other before it writes."""

from __future__ import annotations

import json

from desk import Desk

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  deals:
    groups:
      value_path: {label: Value Path}
"""
STAMP = "group.contacts.cvpctl_managed_by"
GROUPS = "/crm/properties/2026-09/contacts/groups"


def with_stamp(desk: Desk, project: str = "acme") -> None:
    settings = desk.read("cvpctl.yaml").replace("drift: hold", "drift: hold, stamp: true")
    desk.write("cvpctl.yaml", settings.replace("project: acme", f"project: {project}"))
    desk.write("blueprints/portal.yaml", BLUEPRINT)


def stamps(desk: Desk) -> list[str]:
    return [one["label"] for one in desk.ask("GET", GROUPS)["results"] if one["name"] == "cvpctl_managed_by"]


def rename(desk: Desk, project: str) -> None:
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("project: acme", f"project: {project}"))


def begin_elsewhere(desk: Desk) -> None:
    """As from another repository, whose folder has no record."""
    for record in desk.folder.glob("applied/*.json"):
        record.unlink()


def test_a_record_of_another_project_is_refused(fresh: Desk) -> None:
    """The next command ends with 4 and says what to do; with the record moved away it goes on."""
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == fresh.run("apply", "--yes").code
    rename(fresh, "globex")

    refused, planned = fresh.run("apply", "--yes"), fresh.run("plan")

    assert (4, 4) == (refused.code, planned.code)
    assert "'acme'" in refused.told
    assert "'globex'" in refused.told
    assert "move the record away" in refused.told
    begin_elsewhere(fresh)
    assert 0 == fresh.run("plan").code


def test_a_stamp_is_planned_applied_and_read(fresh: Desk) -> None:
    """Opted in, it is one change of the first apply, shown like the others, and none after that."""
    with_stamp(fresh)

    planned = json.loads(fresh.run("plan", "--format", "json").said)
    shown = fresh.run("plan").said
    applied = fresh.run("apply", "--yes")

    assert STAMP in [change["address"] for change in planned["changes"]]
    assert "Managed by cvpctl: acme" in shown
    assert 0 == applied.code, applied.said + applied.told
    assert ["Managed by cvpctl: acme"] == stamps(fresh)
    assert 0 == fresh.run("plan", "--exit-code").code


def test_without_the_word_no_portal_is_stamped(fresh: Desk) -> None:
    """It is opt-in."""
    fresh.write("blueprints/portal.yaml", BLUEPRINT)

    assert 0 == fresh.run("apply", "--yes").code
    assert [] == stamps(fresh)


def test_a_foreign_stamp_stops_everybody(fresh: Desk) -> None:
    """Stamping or not, the other project writes nothing, ends with 4, and reads whose portal it is."""
    with_stamp(fresh)
    assert 0 == fresh.run("apply", "--yes").code
    begin_elsewhere(fresh)
    rename(fresh, "globex")
    fresh.write("blueprints/portal.yaml", BLUEPRINT.replace("Value Path", "Globex"))

    stamping, planned = fresh.run("apply", "--yes", "--take", "blueprint"), fresh.run("plan")
    fresh.write("cvpctl.yaml", fresh.read("cvpctl.yaml").replace(", stamp: true", ""))
    plain = fresh.run("apply", "--yes", "--take", "blueprint")

    for ended in (stamping, planned, plain):
        assert 4 == ended.code, ended.said + ended.told
        assert "FOREIGN_STAMP" in ended.said
        assert "'acme'" in ended.said
    groups = fresh.ask("GET", "/crm/properties/2026-09/deals/groups")["results"]
    assert ["Value Path"] == [one["label"] for one in groups if one["name"] == "value_path"]
    assert ["Managed by cvpctl: acme"] == stamps(fresh)


def test_a_saved_plan_looks_for_a_stamp_that_came_since(fresh: Desk) -> None:
    """Whoever stamped the portal after the plan was made has it now."""
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == fresh.run("plan", "-o", "plan.json").code
    fresh.ask("POST", GROUPS, {"name": "cvpctl_managed_by", "label": "Managed by cvpctl: globex"})

    ended = fresh.run("apply", "plan.json", "--yes")

    assert 4 == ended.code
    assert "'globex'" in ended.told
    assert "value_path" not in [
        one["name"] for one in fresh.ask("GET", "/crm/properties/2026-09/deals/groups")["results"]
    ]


def test_a_portal_is_given_up_by_a_tombstone(fresh: Desk) -> None:
    """Opted out, the stamp is left behind, with the line to paste; pasted, it goes, and another project may begin."""
    with_stamp(fresh)
    assert 0 == fresh.run("apply", "--yes").code
    fresh.write("cvpctl.yaml", fresh.read("cvpctl.yaml").replace(", stamp: true", ""))

    told = json.loads(fresh.run("plan", "--format", "json").said)["notices"]
    (line,) = (one["paste"] for one in told if one["code"] == "LEFT_BEHIND")
    fresh.write("blueprints/portal.yaml", f"{BLUEPRINT}{line}\n")
    ended = fresh.run("apply", "--yes", "--allow", f"GROUP_DELETED:{STAMP}")

    assert 0 == ended.code, ended.said + ended.told
    assert [] == stamps(fresh)


def test_pull_and_the_list_of_strangers_know_the_stamp(fresh: Desk) -> None:
    """It is neither written into blueprints nor told as somebody's."""
    with_stamp(fresh)
    assert 0 == fresh.run("apply", "--yes").code

    listed = fresh.run("plan", "--unmanaged", "--format", "json").said
    assert 0 == fresh.run("pull", "-o", "pulled", "--objects", "contacts,deals").code

    assert "cvpctl_managed_by" not in listed
    assert all("cvpctl_managed_by" not in path.read_text() for path in fresh.folder.glob("pulled/*.yaml"))


def test_a_rollback_looks_for_a_stamp_as_well(fresh: Desk) -> None:
    """Undoing writes too: not to a portal that somebody else has taken over since."""
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == fresh.run("apply", "--yes").code
    fresh.ask("POST", GROUPS, {"name": "cvpctl_managed_by", "label": "Managed by cvpctl: globex"})

    ended = fresh.run("rollback", "--yes")

    assert 4 == ended.code
    assert "'globex'" in ended.told
    assert "value_path" in [one["name"] for one in fresh.ask("GET", "/crm/properties/2026-09/deals/groups")["results"]]
