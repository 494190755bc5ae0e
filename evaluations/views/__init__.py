"""Pages of the marking desk and of answer sheets."""
