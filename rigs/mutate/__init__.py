"""The deletion trial: delete one condition, run the tests that reach it, and expect one of them to fail."""
