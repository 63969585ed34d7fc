"""`cvpctl demo`: the main job as a story, told by real commands against the embedded portal over HTTP."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("demo")
@click.argument("blueprints", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(blueprints: Path | None) -> int:
    """Watch a portal being planned, provisioned, drifting and put right. Needs no HubSpot and leaves nothing behind.

    \b
    Example:  cvpctl demo
    """
    import tempfile  # noqa: PLC0415

    from cvpctl.cli.demo_story import tell_story  # noqa: PLC0415
    from cvpctl.project import packaged_folder  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="cvpctl-demo-") as folder:
        return tell_story(Path(folder).resolve(), (blueprints or packaged_folder() / "value-first").resolve())
