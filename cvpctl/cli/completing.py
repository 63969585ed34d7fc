"""What a shell offers when somebody presses TAB: words from the project's files alone, never from a portal.

Whatever is wrong with those files, nothing is said of it here: a person in the middle of a line gets fewer words.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from pathlib import Path

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, shell_complete

from cvpctl.cli.group import COMPLETING

PROGRAM = "cvpctl"
LONGEST = 60
_BREAKS = frozenset(":=")

Item = CompletionItem[str]
Offer = Callable[[click.Context, str], Iterable[Item]]


def complete(commands: click.Command) -> int:
    """Answer the shell that set `COMPLETING`; nothing but words is ever printed."""
    add_completion_class(Bash)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere), suppress(Exception):  # noqa: PTH123
        return shell_complete(commands, {}, PROGRAM, COMPLETING, os.environ[COMPLETING])
    return 1


class Bash(BashComplete):
    """Bash cuts words at `:` and `=`, and puts what is chosen in the place of the last cut: addresses have both."""

    led = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        *words, last = glued([*args, incomplete])
        lead = last if _is_break(incomplete) else last.removesuffix(incomplete)
        self.led = lead.rpartition("=")[2]
        return words, last

    def format_completion(self, item: CompletionItem[str]) -> str:
        return f"{item.type},{item.value.removeprefix(self.led)}"


def glued(words: Iterable[str]) -> list[str]:
    """Return the words as they were typed: `a`, `:`, `b` were one."""
    found: list[str] = []
    open_ = False
    for word in words:
        if found and (open_ or _is_break(word)):
            found[-1] += word
        else:
            found.append(word)
        open_ = _is_break(word)
    return found


def _is_break(word: str) -> bool:
    return bool(word) and set(word) <= _BREAKS


@dataclass(frozen=True, slots=True)
class _Named:
    """One thing that a word may name, with what people call it."""

    text: str
    label: str = ""

    def item(self) -> Item:
        from cvpctl.render.wording import visible  # noqa: PLC0415

        told = visible(self.label)
        return CompletionItem(self.text, help=told if len(told) <= LONGEST else told[: LONGEST - 1] + "…")


class Words(click.ParamType[str]):
    """Any text, with some on offer."""

    name = "text"

    def __init__(self, offer: Offer) -> None:
        self.offer = offer

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        return offered(self.offer, ctx, param, incomplete)


def offered(offer: Offer, ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[Item]:
    """Return what an offer has for a word, and nothing where it cannot tell."""
    with suppress(Exception):
        return list(offer(ctx, incomplete))
    return []


def portals(_ctx: click.Context, incomplete: str) -> Iterator[Item]:
    from cvpctl.project import EMULATOR, ENV, PortalSettings, find_project  # noqa: PLC0415

    stated: dict[str, PortalSettings] = {}
    with suppress(Exception):  # a broken project file leaves the two that are always there
        project = find_project(Path.cwd())
        stated = dict(project.portals) if project else {}
    named = [
        _Named(name, f"portal {one.portal_id}" if one.portal_id else "")
        for name, one in stated.items()
        if not one.embedded
    ]
    always = (_Named(EMULATOR, "the embedded portal, not HubSpot"), _Named(ENV, "the portal of HUBSPOT_ACCESS_TOKEN"))
    yield from _starting((*named, *always), incomplete)


def addresses(ctx: click.Context, incomplete: str) -> Iterator[Item]:
    """Yield addresses; behind `#` or `/` the fields and parts of one."""
    from cvpctl.cli.completing_addresses import known_addresses, known_parts  # noqa: PLC0415

    known = known_parts if {"#", "/"} & set(incomplete) else known_addresses
    yield from _starting((_Named(*pair) for pair in known(_paths(ctx), incomplete)), incomplete)


def addresses_or_files(ctx: click.Context, incomplete: str) -> Iterator[Item]:
    found = list(addresses(ctx, incomplete))
    yield from found
    if not found or not incomplete:
        yield CompletionItem(incomplete, type="file")


def explainable(ctx: click.Context, incomplete: str) -> Iterator[Item]:
    """Yield what `explain` takes: codes where capitals are typed, else addresses and files."""
    from cvpctl.cli.explaining_codes import meanings  # noqa: PLC0415

    codes = (_Named(code, one.means) for code, one in meanings().items() if incomplete[:1].isupper())
    found = list(_starting(codes, incomplete))
    yield from found or addresses_or_files(ctx, incomplete)


def takes(ctx: click.Context, incomplete: str) -> Iterator[Item]:
    """Yield the two sides, and behind a colon the addresses they may be limited to."""
    side, colon, rest = incomplete.partition(":")
    sides = (_Named("blueprint", "write the blueprint's side"), _Named("portal", "leave the portal's side"))
    if not colon:
        yield from _starting(sides, incomplete)
    elif side in {one.text for one in sides}:
        yield from _behind(side, addresses(ctx, rest))


def allows(ctx: click.Context, incomplete: str) -> Iterator[Item]:
    """Yield codes until one is certain, then the addresses it may be said of."""
    from cvpctl.cli.completing_addresses import allowable  # noqa: PLC0415

    known = {code: (title, kinds) for code, title, kinds in allowable()}
    fitting = [code for code in sorted(known) if f"{code}:".startswith(incomplete)]
    if len(fitting) > 1:
        yield from (_Named(f"{code}:", known[code][0]).item() for code in fitting)
        return
    code, _, rest = incomplete.partition(":")
    code = fitting[0] if fitting else code
    _, kinds = known[code]
    items = addresses(ctx, rest)
    yield from _behind(code, (item for item in items if item.value.partition(".")[0] in kinds))


def libraries(_ctx: click.Context, incomplete: str) -> Iterator[Item]:
    from cvpctl.cli.completing_addresses import known_libraries  # noqa: PLC0415

    yield from _starting((_Named(*pair) for pair in known_libraries()), incomplete)


def objects(_ctx: click.Context, incomplete: str) -> Iterator[Item]:
    """Yield names of objects behind the last comma, those that are there already left out."""
    from cvpctl.kinds.schemas import ALLOWED  # noqa: PLC0415
    from cvpctl.model import OBJECT_TYPES  # noqa: PLC0415

    before, comma, last = incomplete.rpartition(",")
    taken = set(before.split(","))
    known = [
        *(_Named(one.name, one.label) for one in OBJECT_TYPES),
        *(_Named(name, "a custom object") for name in ALLOWED),
    ]
    for one in known:
        if one.text.startswith(last) and one.text not in taken:
            yield _Named(before + comma + one.text, one.label).item()


ARGUMENTS: dict[tuple[str, str], Offer] = {
    ("show", "what"): addresses_or_files,
    ("drift", "accepted"): addresses,
    ("explain", "what"): explainable,
    ("library show", "name"): libraries,
    ("pull", "objects"): objects,
}
"""What is on offer for the words of single commands; options that several share offer for themselves."""


def teach(name: str, command: click.Command) -> None:
    """Let a command offer words for its parameters; done only where a shell asks."""
    if isinstance(command, click.Group):
        for inner, one in command.commands.items():
            teach(f"{name} {inner}", one)
    for param in command.params:
        if offer := ARGUMENTS.get((name, param.name or "")):
            param.type = Words(offer)


def _paths(ctx: click.Context) -> tuple[Path, ...]:
    paths = ctx.params.get("paths") or ()
    return tuple(Path(path) for path in paths)


def _starting(named: Iterable[_Named], incomplete: str) -> Iterator[Item]:
    return (one.item() for one in named if one.text.startswith(incomplete))


def _behind(word: str, items: Iterable[Item]) -> Iterator[Item]:
    return (CompletionItem(f"{word}:{item.value}", help=item.help) for item in items)
