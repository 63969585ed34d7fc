"""Who a token is: introspection, and what happens to requests that nobody signed."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case


@case(op.INTROSPECT)
def a_token_tells_its_portal_and_scopes(bench: Bench) -> None:
    """Introspection gives userId, hubId, appId and scopes; the token stands in the body."""
    answer = bench.ask(op.INTROSPECT, body={"tokenKey": bench.run.wire.token})
    answer.is_shaped(userId=int, hubId=int, appId=int, scopes=list)
    bench.check("hubId is the portal", holds=answer["hubId"] == bench.run.portal_id)


@case(op.INTROSPECT, evidence="assumed")
def an_unknown_token_is_not_found(bench: Bench) -> None:
    """Introspection of a token that nobody issued is a 404."""
    bench.ask(op.INTROSPECT, body={"tokenKey": bench.name("nobody")}, status=404)


@case(op.INTROSPECT, evidence="assumed")
def introspection_needs_a_token(bench: Bench) -> None:
    """A body without tokenKey is refused with the words for missing fields."""
    bench.ask(op.INTROSPECT, body={}, status=400)
