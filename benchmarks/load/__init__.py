"""Load generators: tables of requests, sent in a closed loop by wrk or, where wrk is not installed, by threads."""
