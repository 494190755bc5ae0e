"""Who may see and do what on the marking desk (docs/permissions.md, rows 12 to 22)."""
