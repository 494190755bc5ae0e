"""Who may see and do what on the marking desk (TRUST.md §3, rows 12 to 22)."""
