"""Every page and every list of the API is asked at two sizes of one institute; docs/testing.md tells how to freeze."""
