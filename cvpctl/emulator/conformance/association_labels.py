"""Labels of associations: pairs of types whose names hide in the schemas."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import custom_object, make_label

_ROW = {"category", "typeId", "label", "fromObjectTypeId", "toObjectTypeId"}
_REFUSED = 400


@case(op.CREATE_LABEL)
def a_label_is_a_pair(bench: Bench) -> None:
    """A create is a 200 with two rows, one for each direction."""
    ends = ("contacts", "deals")
    body = {"name": bench.name("sponsor"), "label": bench.name("Sponsor"), "inverseLabel": bench.name("Sponsored")}
    made = bench.ask(op.CREATE_LABEL, *ends, body=body).has_exactly("results")
    rows = made.results
    bench.owns(*(one["typeId"] for one in rows))
    bench.undo(op.DELETE_LABEL, *ends, str(rows[0]["typeId"]))
    bench.check("there are two rows of five fields", holds=[set(one) for one in rows] == [_ROW, _ROW])
    bench.check("they are USER_DEFINED", holds={one["category"] for one in rows} == {"USER_DEFINED"})
    texts = {one["fromObjectTypeId"]: one["label"] for one in rows}
    bench.check("each direction has its text", holds=texts == {"0-1": body["label"], "0-3": body["inverseLabel"]})


@case(op.CREATE_LABEL, op.LIST_LABELS)
def one_text_for_both_directions(bench: Bench) -> None:
    """Without inverseLabel both sides read the same."""
    make_label(bench, "peer")
    for ends in (("contacts", "deals"), ("deals", "contacts")):
        listed = bench.ask(op.LIST_LABELS, *ends).results
        bench.check("the text is in the list", holds=bench.name("peer") in {one["label"] for one in listed})


@case(op.LIST_LABELS)
def hubspots_own_types(bench: Bench) -> None:
    """`contacts` to companies has 279 without a label and 1 as Primary; in date versions the ends are null."""
    listed = bench.ask(op.LIST_LABELS, "contacts", "companies").has_exactly("results").results
    own = {one["typeId"]: one["label"] for one in listed if one["category"] == "HUBSPOT_DEFINED"}
    bench.check("279 is plain and 1 is Primary", holds=own == {279: None, 1: "Primary"})
    bench.check("both ends are null", holds=all(one["fromObjectTypeId"] is None for one in listed))
    spelt = bench.ask(op.LIST_LABELS, "contacts", "companies", version="v4").results
    told = all("fromObjectTypeId" not in one or one["fromObjectTypeId"] == "0-1" for one in spelt)
    bench.check("v4 fills them in", holds=told)


@case(op.CREATE_LABEL, op.LIST_LABELS)
def the_order_of_a_list(bench: Bench) -> None:
    """Labels stand in the order in which they were made; HubSpot promises nothing."""
    made = [make_label(bench, tail)[0] for tail in ("first", "second", "third")]
    listed = [one["typeId"] for one in bench.ask(op.LIST_LABELS, "contacts", "deals").results if one["typeId"] in made]
    told = {tuple(made): "made", tuple(made[::-1]): "reversed"}
    bench.observe("association_order", told.get(tuple(listed), "another order"))


@case(op.CREATE_LABEL, op.UPDATE_LABEL, op.LIST_LABELS)
def a_renamed_label(bench: Bench) -> None:
    """A PUT without inverseLabel gives both sides the text."""
    body = {"inverseLabel": bench.name("back")}
    type_id = make_label(bench, "forth", **body)[0]
    renamed = bench.name("renamed")
    bench.ask(op.UPDATE_LABEL, "contacts", "deals", body={"associationTypeId": type_id, "label": renamed})
    texts = {one["label"] for one in bench.ask(op.LIST_LABELS, "deals", "contacts").results}
    bench.check("the other direction has the text too", holds=renamed in texts)
    bench.check("its old text is gone", holds=body["inverseLabel"] not in texts)


@case(op.CREATE_LABEL, op.DELETE_LABEL, op.LIST_LABELS)
def either_id_removes_both(bench: Bench) -> None:
    """Deleting one direction deletes the other."""
    made = make_label(bench, "gone")
    bench.ask(op.DELETE_LABEL, "deals", "contacts", str(made[1]))
    left = {one["typeId"] for one in bench.ask(op.LIST_LABELS, "contacts", "deals").results}
    bench.check("neither is listed", holds=not left & set(made))


@case(op.CREATE_LABEL, evidence="assumed")
def a_name_that_is_taken(bench: Bench) -> None:
    """Names are unique in a portal."""
    make_label(bench, "twice")
    body = {"name": bench.name("twice"), "label": bench.name("other")}
    answer = bench.ask(op.CREATE_LABEL, "contacts", "deals", body=body, status=(400, 409))
    bench.observe("association_exists_status", answer.raw.status)


@case(op.CREATE_LABEL, evidence="documented")
def a_name_without_hyphens(bench: Bench) -> None:
    """A hyphen in a name is refused."""
    body = {"name": f"{bench.name('odd')}-x", "label": bench.name("odd")}
    bench.ask(op.CREATE_LABEL, "contacts", "deals", body=body, status=_REFUSED)


@case(op.CREATE_LABEL)
def a_label_needs_its_text(bench: Bench) -> None:
    """`label` may be empty, which asks for a plain pair, but not absent."""
    bench.ask(op.CREATE_LABEL, "contacts", "deals", body={"name": bench.name("bare")}, status=_REFUSED)


@case(op.CREATE_LABEL, op.DELETE_LABEL, evidence="assumed")
def which_objects_have_labels(bench: Bench) -> None:
    """Labels are documented for contacts, companies, deals, tickets and custom objects; the app has more."""
    body = {"name": bench.name("line"), "label": bench.name("line")}
    answer = bench.ask(op.CREATE_LABEL, "contacts", "orders", body=body, status=(200, 400))
    if answer.raw.status == 200:  # noqa: PLR2004
        type_ids = [one["typeId"] for one in answer.results]
        bench.owns(*type_ids)
        bench.undo(op.DELETE_LABEL, "contacts", "orders", str(type_ids[0]))
    bench.observe("labelled_objects", "documented" if answer.raw.status == _REFUSED else "records")


@case(op.CREATE_LABEL, op.LIST_LABELS, op.DELETE_LABEL, op.CREATE_SCHEMA)
def a_plain_pair_stays_under_a_label(bench: Bench) -> None:
    """The first label on a custom object's pair makes the plain pair too, which cannot go before the label."""
    object_type = custom_object(bench)
    make_label(bench, "role", object_type, "contacts")
    listed = bench.ask(op.LIST_LABELS, object_type, "contacts").results
    plain = [one["typeId"] for one in listed if one["label"] is None and one["category"] == "USER_DEFINED"]
    bench.check("there is a plain pair", holds=len(plain) == 1)
    bench.owns(*plain)
    at = (object_type, "contacts", str(plain[0]))
    answer = bench.ask(op.DELETE_LABEL, *at, status=_REFUSED)
    begins = str(answer["message"]).startswith("Definition with label still exists; Cannot delete unlabeled type")
    bench.check("the message begins with 'Definition with label still exists'", holds=begins)


@case(op.CREATE_LABEL, op.READ_SCHEMA)
def a_name_stands_in_the_schema_only(bench: Bench) -> None:
    """The name of a label is in the schema's associations, after a few minutes, and never in the list of labels."""
    make_label(bench, "hidden")
    listed = bench.ask(op.LIST_LABELS, "contacts", "deals").results
    bench.check("no row of the list has a name", holds=not any("name" in one for one in listed))
    known = {one["name"] for one in bench.ask(op.READ_SCHEMA, "contacts")["associations"]}
    if not bench.run.wire.patient or bench.name("hidden") in known:
        bench.check("the schema has the name", holds=bench.name("hidden") in known)
