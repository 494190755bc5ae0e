# One image for every process: web, sockets, worker, beat, relay (docker-compose.yml names their commands).
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/mathvidya STATIC_ROOT=/srv/static
WORKDIR /srv/mathvidya
# pg_dump and pg_restore, for `manage.py backup` and `restore`
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
COPY requirements/product.txt requirements/product.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/product.txt
COPY . .
RUN adduser --system --group mathvidya \
 && install -d -o mathvidya -g mathvidya /var/lib/mathvidya /srv/static
USER mathvidya
RUN SECRET_KEY=only-for-collectstatic python manage.py collectstatic --noinput
EXPOSE 8000 8001
# Without respawning, one worker that dies takes the others with it, and nobody is served until all have started again.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--respawn-interval", "0.5", "mathvidya.wsgi:application"]
