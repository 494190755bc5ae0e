"""One exam day as it comes: everybody arrives at the bell, saves, photographs and hands in by a schedule.

Open loop: the schedule does not wait for the server, and each latency counts from the scheduled moment. So a slow
second is seen by everybody who meant to act in it, as on the real day.
"""
