"""Everything this installation keeps, in a folder that proves itself: `manage.py backup`, `manage.py restore`.

See docs/backup.md.
"""
