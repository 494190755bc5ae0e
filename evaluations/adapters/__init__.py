"""The outside of the marking desk: the reader of photographs (a limited child process)."""
