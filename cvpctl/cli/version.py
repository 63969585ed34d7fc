"""`cvpctl version`: what runs, and against which API version."""

from __future__ import annotations

import platform

import click

from cvpctl import __version__


@click.command("version")
def command() -> int:
    """Print versions.

    \b
    Example:  cvpctl version
    """
    from importlib.metadata import version  # noqa: PLC0415 - 0.04 s that --version does not need

    from cvpctl.portal.endpoints import DEFAULT_VERSION  # noqa: PLC0415

    click.echo(f"cvpctl {__version__}")
    click.echo(f"HubSpot API {DEFAULT_VERSION}, through hubspot-api-client {version('hubspot-api-client')}")
    click.echo(f"Python {platform.python_version()}")
    return 0
