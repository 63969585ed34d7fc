"""The words of the methodology on labels that people wrote, and on no others."""

from __future__ import annotations

import pytest
from policy.subjects import resource
from policy.told import choice, labelled, pipeline, told

WORD, SCORE = "FORBIDDEN_WORD", "SCORE_OF_A_PERSON"
REFUSED = (
    *("Lead Source", "Sales Leads", "lead_type", "Cold Prospect", "Prospecting Notes", "MQL Date", "Funnel Step"),
    *("Nurture Track", "Drip Campaign", "Closed-Won Reason", "Closed Lost", "Target Account Tier", "Target Audience"),
    *("Disqualification Reason", "Marketing Qualified", "Last Conversion", "Conversion Date", "Qualification", "SQL"),
    *("Qualified Lead", "Qualified To Buy", "Qualified", "Is Qualified", "Lead Level", "SQL Date"),
)
PASSED = (
    *("Technical Lead", "Project Lead", "Lead Time", "Lead Instructor", "Lead by Example", "Leadership Level"),
    *("Target Date", "Target Go-Live", "Currency Conversion Rate", "Highest Qualification", "Academic Qualifications"),
    *("Drip Irrigation", "SQL Server", "Captured On", "Salary", "Sales Region", "Prospectus", "Value Path Stage"),
    *("Lead Pipe Present", "Lead Paint Disclosure", "Blood Lead Level", "Qualified Electrician", "Tax-Qualified Plan"),
    *("SQL Certification", "SQL Skills"),
)
SCORES = (
    "Lead Score",
    "Fit Score",
    "AI Engagement Score",
    "Score",
    "Contact scoring",
    "Health Score",
    "Customer Health Score",
    "Propensity to Buy",
    "Likelihood to Churn",
)
NO_SCORES = (
    *("NPS Score", "Credit Score", "GMAT Score", "Satisfaction Score", "Relationship Health", "Scorecard Link"),
    *("Mental Health Score", "Account Health Score", "Employee Engagement Score", "Probability"),
)


@pytest.mark.parametrize("label", REFUSED)
def test_a_word_of_the_list_is_told(label: str) -> None:
    """Whatever its case, number and signs."""
    assert ["property.contacts.x1"] == told(WORD, labelled(label))


@pytest.mark.parametrize("label", PASSED)
def test_a_word_that_means_something_else_passes(label: str) -> None:
    """A technical lead is a role and an academic qualification a degree."""
    assert [] == told(WORD, labelled(label))


def test_every_label_of_peoples_own_is_read() -> None:
    """Options and stages at their own address, the others at the thing's."""
    things = (
        resource("group.contacts.g", label="Lead Information"),
        choice("Persona", "Warm", "Cold Prospect"),
        pipeline("Nurture", ["Engaged", "Re-Qualified"]),
        resource("label.deals.contacts.buyer", label="Buyer", inverseLabel="Prospect of"),
    )
    assert [
        "group.contacts.g",
        "label.deals.contacts.buyer",
        "pipeline.deals.p",
        "pipeline.deals.p/stages/s1",
        "property.contacts.x1/options/v1",
    ] == told(WORD, *things)


def test_hubspots_own_words_are_nobodys_fault() -> None:
    """Neither on what it defines, nor on the stages that each portal, and each new pipeline, begins with."""
    stages = [
        {"id": "closedwon", "label": "Closed Won", "displayOrder": 1},
        {"id": "1186754", "label": "Closed Lost", "displayOrder": 2},
    ]
    live = (
        labelled("Lead Status", hubspotDefined=True),
        resource("property.contacts.hs_lead_status", label="Lead Status"),
        resource("property.contacts.lead_guid", label="Guid", hubspotDefined=True),
        resource("pipeline.deals.p", label="Sales", stages=stages, createdAt="2026-01-01T00:00:00Z"),
        resource(
            "pipeline.contacts.contacts-lifecycle-pipeline", label="Lifecycle", stages=[{"id": "l", "label": "Lead"}]
        ),
    )
    assert [] == told(WORD, *live, live=True)


def test_hubspots_words_in_a_blueprint_stay_its_own() -> None:
    """A pulled blueprint has its template's stages under numbers, and its pipeline of leads."""
    numbers = {"1186754": {"label": "Closed Lost"}, "1186755": {"label": "Qualified To Buy"}}
    leads = {"qualified-stage-id": {"label": "Qualified"}, "mine": {"label": "Nurture"}}
    assert ["pipeline.leads.lead-pipeline-id/stages/mine"] == told(
        WORD,
        resource("pipeline.deals.p", label="Sales", stages=numbers),
        resource("pipeline.leads.lead-pipeline-id", label="Lead pipeline", stages=leads),
    )


def test_what_hubspot_scores_by_is_a_score_whatever_it_is_called() -> None:
    """Its type says so; a score of HubSpot's own making is nobody's fault."""
    scored = labelled("Warmth", type="number", fieldType="calculation_score")
    old = resource("property.contacts.hubspotscore", label="HubSpot Score", type="number")
    assert ["property.contacts.x1"] == told(SCORE, scored, old)


def test_a_blueprint_wrote_its_stages_itself() -> None:
    """The label of HubSpot's template is a choice there."""
    assert ["pipeline.deals.p/stages/s0"] == told(WORD, pipeline("Decision", ["Closed Won"]))


@pytest.mark.parametrize("label", SCORES)
def test_a_score_of_a_person_is_told(label: str) -> None:
    """On people only: an account's is not judged."""
    assert ["property.contacts.x1"] == told(SCORE, labelled(label, type="number"))
    assert [] == told(SCORE, labelled(label, "companies", type="number"))


@pytest.mark.parametrize("label", NO_SCORES)
def test_what_people_gave_or_reached_is_no_score_of_them(label: str) -> None:
    """An answer, a test, a health."""
    assert [] == told(SCORE, labelled(label, type="number"))
