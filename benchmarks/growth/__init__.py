"""How the cost of each hot query grows with the rows: the product's own statements, with PostgreSQL's plans.

`./run bench growth` loads the institute at three sizes into a cluster of its own; docs/measurements/growth.md
has the table.
"""
