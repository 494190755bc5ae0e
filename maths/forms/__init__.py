"""The second verdict: how an answer is written. It is judged on the tree as typed, whatever its order."""
