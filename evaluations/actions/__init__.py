"""The only place that writes on the marking desk."""
