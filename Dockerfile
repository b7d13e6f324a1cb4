# service-principles-bot: `docker build -t principles . && docker run --env-file .env -v principles:/data principles`
FROM python:3.13-slim AS build

ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

# All of the app in one folder, which the image takes over: pip's own leavings stay behind.
RUN python -m venv /opt/principles
ENV PATH=/opt/principles/bin:$PATH
WORKDIR /app

# The dependencies first: they change less often than the code, and are exactly those that were tested.
# What builds the package is locked too, or pip would fetch it without a hash.
COPY requirements.lock deploy/build.lock ./
RUN pip install --require-hashes -r requirements.lock -r build.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN pip install --no-deps --no-build-isolation .


FROM python:3.13-slim

COPY --from=build /opt/principles /opt/principles

# Everything that is written lies in /data, so that the rest may be read-only: the SQLite file, unless DATABASE_URL
# says otherwise, and compiled packs.
RUN useradd --system --uid 10001 --no-create-home principles && install -d -o principles -m 700 /data
ENV PATH=/opt/principles/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_DATA_HOME=/data \
    XDG_CACHE_HOME=/data/cache \
    HOST=0.0.0.0 \
    PORT=3000
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000

# In Socket Mode too, operators ask here how it is.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]

# Exec form: the process itself gets SIGTERM, finishes what is at work and stops.
STOPSIGNAL SIGTERM
CMD ["principles", "serve"]
