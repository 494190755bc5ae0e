"""What speaks to a database in its own words."""
