"""The tests that an author picks: each compares the tree of a key with the tree of an answer."""
