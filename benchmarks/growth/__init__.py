"""How each hot query grows with the rows: the statements that the product really sends, with PostgreSQL's own plans.

`./run bench growth` loads the institute at three sizes into a cluster of its own; docs/measurements/growth.md
has the table.
"""
