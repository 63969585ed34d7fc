"""`python -m cvpctl` is `cvpctl`."""

from cvpctl.cli import main

main()
