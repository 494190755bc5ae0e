"""The outside world: S3, and links that carry their own permission."""
