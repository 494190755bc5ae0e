"""One table of people, walked through every door that depends on who learns where, who teaches which students, whose
child it is.
"""
