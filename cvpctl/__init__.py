"""Portal configuration as code for HubSpot portals run as a Customer Value Platform.

    YAML ── load ── resolve ── validate ── compile ──▶ desired state ┐            ┌─ the record (what was last applied)
                                                                     ├─ plan ──▶ Plan ── render ──▶ person, pull request
    HubSpot ── fetch ── normalise ───────────────────▶ live state ───┘                  │ approve (digest)
                                                                                        ▼
                             verify ◀── fetch again ◀── journal ◀── apply ──▶ HubSpot

Each arrow is one function with a value in and a value out; only the two ends and the journal touch the world.
"""

__version__ = "0.1.0"
