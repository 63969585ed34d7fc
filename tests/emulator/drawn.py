"""The small world that random lives of a portal are drawn from: few names, so that they clash and things are in use."""

from __future__ import annotations

from hypothesis import strategies as st

TYPE_IDS = {"contacts": "0-1", "deals": "0-3", "tickets": "0-5", "orders": "0-123"}
objects = st.sampled_from([*["contacts", "deals", "tickets", "p_cask"] * 2, "orders", "p_keg"])
contacts_mostly = st.just("contacts") | objects
deals_mostly = st.just("deals") | objects
names = st.sampled_from(["a", "b", "c", "d", "boss"])
HELD: dict[str, dict[str, str]] = {
    "contacts": {"email": "ada@example.org"}, "deals": {"dealstage": "closedwon"},
    "tickets": {"hs_pipeline_stage": "1"}, "p_cask": {"hs_pipeline_stage": "full"},
}  # fmt: skip
FORMULA = {"calculationFormula": "a + 1", "type": "number"}
A_PROPERTY = {"name": "a", "label": "a", "type": "number", "fieldType": "number"}
labels = st.sampled_from(["A", "a ", "B", "C", "D", ""])
orders = st.integers(-1, 4)
ties = st.sampled_from(["boss", "Boss", "tie", "cask_to_contact"])
values = st.sampled_from(["", "w", "x", "7", "true"])
groups = st.sampled_from(["mine", "mine", "mine", "yours"])
KINDS = [("string", "text"), ("number", "number"), ("enumeration", "select"), ("bool", "booleancheckbox")]
options = st.lists(
    st.fixed_dictionaries({"label": st.sampled_from("ABCD"), "value": st.sampled_from(["w", "x", "true", "false"])},
                          optional={"displayOrder": orders}), max_size=4,
)  # fmt: skip
stages = st.fixed_dictionaries(
    {
        "label": labels,
        "displayOrder": st.integers(0, 4),
        "metadata": st.sampled_from([
            {"probability": "0.5"}, {"probability": 1}, {"ticketState": "CLOSED", "probability": "0"},
            {"state": "CLOSED", "probability": "0.2", "ticketState": "OPEN"},
        ]),
    },
    optional={"stageId": st.sampled_from(["s1", "s2", "s3", "S3", "s" * 101])},
)  # fmt: skip
pipelines = st.fixed_dictionaries(
    {"label": labels, "displayOrder": orders, "stages": st.lists(stages, max_size=4)},
    optional={"pipelineId": st.sampled_from(["p1", "p2", "p" * 37])},
)
STAGES = [
    {"label": one, "displayOrder": at, "metadata": {}, "stageId": one} for at, one in enumerate(("full", "empty"))
]
SETTINGS: dict[str, list[str | int]] = {
    # The settings under which the laws are to hold; `new` archives, bypassed looks and lagging reads break them openly.
    "recreate_archived": ["restore", "refuse"], "reserved_prefixes": ["refuse", "accept"], "over_long_ids": [500, 400],
    "negative_display_order": ["refuse", "append"], "lifecycle_writes": ["refuse", "allow"],
    "schema_exists": ["refuse", "merge"], "schema_searchable": ["hs_object_id", "with_primary"],
    "formulas": ["canonical", "verbatim"], "unique_conflict_status": [400, 409],
}  # fmt: skip
