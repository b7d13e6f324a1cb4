# service-principles-bot: `docker build -t principles . && docker run --env-file .env -v principles:/data principles`
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# The dependencies first: they change less often than the code, and are exactly those that were tested.
# What builds the package is locked too, or pip would fetch it without a hash.
COPY requirements.lock deploy/build.lock ./
RUN pip install --require-hashes -r requirements.lock -r build.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN pip install --no-deps --no-build-isolation .

# The SQLite file lives in the user's data folder; mount a volume there, or set DATABASE_URL.
RUN useradd --system --uid 10001 --create-home principles && install -d -o principles /data
ENV XDG_DATA_HOME=/data \
    HOST=0.0.0.0
USER principles
VOLUME /data
EXPOSE 3000

# Exec form: the process itself gets SIGTERM, finishes what is at work and stops.
STOPSIGNAL SIGTERM
CMD ["principles", "serve"]
