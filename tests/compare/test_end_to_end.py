"""Two portals over HTTP: the patch from their comparison, applied, leaves only what it said it would leave."""

from __future__ import annotations

import pytest
from compare.two_portals import Pair
from shipped import copy_part

ACME = """\
blueprint: fictional/acme
version: 1.0.0
objects:
  contacts:
    groups: {fit: {label: Fit}, extra: {label: Extra}}
    properties:
      tier:
        label: Tier
        groupName: fit
        type: enumeration
        fieldType: select
        description: How big.
        options:
          - {value: a, label: Large, description: Over 100}
          - {value: b, label: Middle}
          - {value: c, label: Small, hidden: true}
      size: {label: Size, groupName: fit, type: number, fieldType: number, numberDisplayHint: formatted}
      vat: {label: VAT, groupName: extra, type: string, fieldType: text}
    validations: {vat: [{ruleType: REGEX, ruleArguments: ["^[A-Z]{2}"]}]}
  deals:
    pipelines:
      path:
        label: Path
        stages:
          one: {label: One, metadata: {probability: 0.2}}
          two: {label: Two, metadata: {probability: 0.5}}
          won: {label: Won, metadata: {probability: 1}}
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    secondaryDisplayProperties: [state]
    justification: {nativesConsidered: [services], why: An example}
    groups: {work: {label: Work}}
    properties:
      deliverable_name: {label: Name, groupName: work, type: string, fieldType: text}
      state: {label: State, groupName: work, type: string, fieldType: text}
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsored deal, maxToObjects: 1}
      helper: {label: Helper}
"""
BETA = """\
blueprint: fictional/beta
version: 1.0.0
objects:
  contacts:
    groups: {own: {label: Own}, fit: {label: Fitting}}
    properties:
      tier:
        label: Tier
        groupName: own
        type: enumeration
        fieldType: select
        options:
          - {value: b, label: Middle, hidden: true, description: x}
          - {value: a, label: Big}
          - {value: z, label: None}
      size: {label: Size, groupName: fit, type: number, fieldType: number, numberDisplayHint: currency}
      legacy: {label: Legacy, groupName: own, type: string, fieldType: text}
  deals:
    pipelines:
      path:
        label: Path
        stages:
          two: {label: Two, metadata: {probability: 0.6}}
          one: {label: One, metadata: {probability: 0.2}}
          lost: {label: Lost, metadata: {probability: 0}}
associations:
  - {from: deals, to: contacts, labels: {sponsor: {label: Patron, inverseLabel: Sponsored deal}}}
"""
ONLY_BETA = {
    "group.contacts.own",
    "pipeline.deals.path/stages/lost",
    "property.contacts.legacy",
    "property.contacts.tier/options/z",
}


@pytest.mark.long
def test_the_patch_makes_one_portal_like_the_other(pair: Pair) -> None:
    """Every kind, created and changed; what only B has goes with the lines of the comments, and nothing is left."""
    pair.apply("acme", "acme.yaml", text=ACME)
    pair.apply("beta", "beta.yaml", text=BETA)

    first = pair.run("compare", "portal:acme", "portal:beta", "--patch", "out/patch.yaml")
    text = pair.desk.read("out/patch.yaml")
    pair.apply("beta", "out/patch.yaml")
    left = pair.compared("portal:acme", "portal:beta")["differences"]
    told = {one["address"] + "".join(f"/{'/'.join(edit['path'])}" for edit in one.get("fields", ())) for one in left}

    assert (2, True) == (first.code, "wrote out/patch.yaml: 13 resources stated" in first.told)
    assert ONLY_BETA == told
    assert [] == [address for address in ONLY_BETA if f"#   - {{address: {address}}}" not in text]

    pasted = text.replace("# removed:", "removed:").replace("#   - {address", "  - {address")
    removing = ("--allow", "PROPERTY_ARCHIVED:*", "--allow", "OPTION_REMOVED:*", "--allow", "GROUP_DELETED:*")
    pair.desk.write("out/patch.yaml", pasted)
    ended = pair.run("apply", "out/patch.yaml", "--portal", "beta", "--yes", *removing, "--allow", "STAGE_DELETED:*")
    assert 0 == ended.code, ended.said + ended.told
    assert 0 == pair.run("compare", "portal:acme", "portal:beta").code
    assert 0 == pair.run("compare", "portal:beta", "acme.yaml").code


@pytest.mark.long
def test_the_library_reaches_a_second_portal_by_a_snapshot(pair: Pair) -> None:
    """A snapshot of a portal made from the library, against an empty portal: its patch is the library again."""
    copy_part(pair.folder / "blueprints")
    pair.apply("acme", "blueprints")
    assert 0 == pair.run("snapshot", "--portal", "acme", "-o", "acme.json").code

    found = pair.run("compare", "acme.json", "portal:beta", "--patch", "patch.yaml")
    pair.apply("beta", "patch.yaml")

    assert 2 == found.code
    assert 0 == pair.run("compare", "acme.json", "portal:beta").code
    assert 0 == pair.run("compare", "blueprints", "portal:beta").code
