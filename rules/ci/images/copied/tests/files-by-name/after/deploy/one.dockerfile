FROM python:3.12-slim
COPY src/main.py main.py
COPY src/sentry_sampling.py src/sentry_scrubber.py src/sentry_setup.py ./
COPY src/models.py models.py
