"""This project's production shape on one machine, for benchmarks and drills. Not a part of the product."""
