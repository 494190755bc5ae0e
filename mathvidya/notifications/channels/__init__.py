"""The channels by which notices are sent: a folder for each, registered in apps.py."""
