"""Every page and every list of the API is read at two sizes of one institute; docs/testing.md says how to freeze the
counts.
"""
