"""The notice a guardian reads before agreeing (DPDP Act 2023 s.5, Rules 2025 r.3).

A change of its text needs a new version number.
"""

NOTICE_VERSION = "2026-11"
METHOD_VERIFIED_EMAIL = "verified_email"
