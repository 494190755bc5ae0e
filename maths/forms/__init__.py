"""How an answer is written: the second verdict. Judged on the tree as typed, whatever its order."""
