"""The conformance suite: what this emulator claims of HubSpot, asked of any portal over HTTP.

A case is a small function that sends requests and says what the answers hold. Run against the emulator it proves
that the emulator keeps its word; run against a test account of HubSpot it shows which assumptions are true.
"""
