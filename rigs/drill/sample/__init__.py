"""An app that consists of one migration."""
