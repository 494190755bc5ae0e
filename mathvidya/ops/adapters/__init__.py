"""Code that uses commands of one kind of database."""
