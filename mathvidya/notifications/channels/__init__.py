"""The ways by which notices leave: a folder for each, registered in apps.py."""
