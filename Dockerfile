# Build the wheel and its environment in one stage, keep only the environment in the next.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY monitor monitor
COPY config config
RUN python -m venv /opt/monitor && /opt/monitor/bin/pip install --no-cache-dir .

FROM python:3.13-slim
RUN groupadd --gid 10001 monitor \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin monitor \
    && install -d -o 10001 -g 10001 /data /config
COPY --from=build /opt/monitor /opt/monitor
# A configuration to start with; mount your own over it.
RUN /opt/monitor/bin/monitor init /config
ENV PATH=/opt/monitor/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MONITOR_CONFIG=/config
# /config holds the files of `monitor init` (read only will do), /data the database.
# The root file system may be read only: run with --read-only --tmpfs /tmp.
VOLUME ["/config", "/data"]
WORKDIR /data
USER 10001:10001
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 \
    CMD ["monitor", "--config", "/config", "--db", "/data/monitor.db", "doctor", "--alive"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["monitor", "--config", "/config", "--db", "/data/monitor.db"]
CMD ["run"]
