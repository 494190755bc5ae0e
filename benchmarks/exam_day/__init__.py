"""A simulated exam day: all students arrive at the bell, save, photograph and submit by a schedule.

Open loop: the schedule does not wait for the server, and each latency counts from the scheduled moment. So a slow
second is seen by everybody who meant to act in it, as on the real day.
"""
