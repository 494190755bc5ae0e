"""factory-boy factories, one file per app; each app's owner keeps its own."""
