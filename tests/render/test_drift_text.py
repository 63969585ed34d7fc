"""The drift view: what moved in the portal, apart from what nobody applied yet."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from cvpctl.model import Action, Address, Cause, Change, FieldChange, Plan
from cvpctl.render.drift import drift_of
from cvpctl.render.drift_text import drift_json, drift_markdown, drift_text
from cvpctl.render.phrases import Again

Golden = Callable[[str, str], None]
STAGE = Address("property", ("contacts",), "value_path_stage")
EDITED = FieldChange(("label",), "Edited", "Stage", Cause.DRIFT)
WANTED = FieldChange(("description",), "", "New", Cause.CHANGE)


def _update(*fields: FieldChange, cause: Cause) -> Change:
    return Change(STAGE, Action.UPDATE, cause, fields, "Stage")


def test_text(golden: Golden, everything: Plan) -> None:
    """Drift of a plan with every section: moved first, pending apart."""
    golden("drift.txt", drift_text(everything, color=False, width=100))


def test_markdown(golden: Golden, everything: Plan) -> None:
    """The same for an issue on GitHub."""
    golden("drift.md", drift_markdown(everything))


def test_a_suggestion_is_a_whole_command(everything: Plan) -> None:
    """What is to be pasted is the command of the caller; nothing is offered that would write nothing."""
    again = Again.after(everything, ["two words"], pull=True)
    text = drift_text(everything, color=False, width=100, again=again)
    markdown = drift_markdown(everything, again=again)

    command = "cvpctl apply 'two words' --portal acme --take blueprint:pipeline.deals.renewal"
    assert f"      {command}  write" in text
    assert f"<code>{command}</code> (write" in markdown
    assert "`cvpctl apply --portal acme --take blueprint:pipeline.deals.renewal`" in drift_markdown(everything)
    assert "take portal:" not in text + markdown
    assert "to keep the portal's side, state it in the blueprint; cvpctl pull can write it there" in text
    assert "cvpctl pull" not in drift_text(everything, color=False, width=100)


def test_what_no_blueprint_names_is_listed_and_no_drift(everything: Plan) -> None:
    """Options and stages that somebody added stand apart, in every form."""
    calm = replace(everything, held=(), changes=(), blocked=(), unknown=())
    text = drift_text(calm, color=False, width=100)

    assert "Not named by the blueprint (1)  kept as they are; no drift" in text
    assert "options/other" in text
    assert "No drift." in text
    assert "### Not named by the blueprint (1)" in drift_markdown(calm)
    assert ["UNMANAGED_CHILDREN"] == [one["code"] for one in json.loads(drift_json(calm))["unnamed"]]


def test_no_drift(nothing: Plan) -> None:
    """A portal that did not move is said to have none."""
    assert drift_text(nothing, color=False, width=100).splitlines()[-2:] == ["No drift.", "Took 5 calls."]
    assert "**No drift.**" in drift_markdown(nothing)


def test_unreadable_is_not_unchanged(everything: Plan) -> None:
    """Where a list could not be read, nobody claims that nothing moved."""
    unread = replace(everything, held=(), blocked=(), changes=())

    assert "No drift in what could be read." in drift_text(unread, color=False, width=100)
    assert "No drift in what could be read." in drift_markdown(unread)


def test_pending_is_no_drift(everything: Plan) -> None:
    """Changes that nobody applied yet are listed and not called drift."""
    pending = [change for change in everything.changes if change.cause is not Cause.DRIFT]
    text = drift_text(replace(everything, held=(), changes=tuple(pending), unknown=()), color=False, width=100)

    assert text.splitlines()[-2] == "No drift."
    assert "not applied yet; no drift" in text


def test_overwritten_edit_is_drift() -> None:
    """An edit that a plan would overwrite moved all the same; the rest of that change is pending."""
    drift = drift_of(Plan(1, "", changes=(_update(WANTED, EDITED, cause=Cause.DRIFT),)))

    assert [(EDITED,)] == [change.fields for change in drift.moved]
    assert [(WANTED,)] == [change.fields for change in drift.pending]
    assert [Cause.CHANGE] == [change.cause for change in drift.pending]


def test_one_address_is_told_once() -> None:
    """Fields held and fields overwritten at one address are one entry."""
    other = replace(EDITED, path=("hidden",))
    held, written = _update(EDITED, cause=Cause.DRIFT), _update(other, cause=Cause.DRIFT)
    drift = drift_of(Plan(1, "", held=(held,), changes=(written,)))

    assert [(EDITED, other)] == [change.fields for change in drift.moved]


def test_json(everything: Plan) -> None:
    """Programs get the same two lists, with addresses as text."""
    data = json.loads(drift_json(everything))

    assert data["format"] == "cvpctl.drift/1"
    assert [change["address"] for change in data["drift"]] == [
        "property.contacts.account_health",
        "pipeline.deals.renewal",
        "property.companies.next_review_on",
        "pipeline.tickets.support",
    ]
    assert [one["why"] for one in data["unknown"]] == ["forbidden", "unreachable"]
    assert len(data["pending"]) == 13
