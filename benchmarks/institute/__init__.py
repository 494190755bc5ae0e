"""A realistic institute in PostgreSQL, for measurements: people, papers, exams, attempts, results, marking queue.

`python -m benchmarks.institute --size 1M` loads it into the empty database of DATABASE_URL.
"""
