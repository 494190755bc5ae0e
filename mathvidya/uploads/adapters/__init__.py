"""S3, and signed links, which give access by themselves."""
