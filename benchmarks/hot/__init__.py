"""The hot paths of an exam day under load: requests a second, latency, CPU per request, beside a peer and pgbench."""
