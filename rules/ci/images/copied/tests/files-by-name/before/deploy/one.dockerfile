FROM python:3.12-slim
COPY src/main.py main.py
COPY src/models.py models.py
