"""What every page and every GET of the API costs at the size of a real institute: `./run bench pages`."""
