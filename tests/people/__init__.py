"""One table of people, walked through every door that asks who learns where, who teaches whom, whose child it is."""
