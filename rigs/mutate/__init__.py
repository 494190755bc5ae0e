"""The deletion trial: delete one condition of an access rule or statement, run the tests that reach it, expect one to fail."""
