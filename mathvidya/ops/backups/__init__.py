"""All data of this installation, in a folder with hashes to check it by: `manage.py backup`, `manage.py restore`.

See docs/backup.md.
"""
