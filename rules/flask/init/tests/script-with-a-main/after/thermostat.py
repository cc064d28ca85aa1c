#!/usr/bin/env python3
"""Shows the temperature of the greenhouse."""
import argparse
import json
from pathlib import Path

from flask import Flask, abort

from sentry_setup import bind_app, init_sentry

READINGS = Path("readings.json")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    args = parser.parse_args()

    init_sentry()
    server = Flask(__name__)
    bind_app(server)

    @server.route("/now")
    def now():
        if not READINGS.exists():
            abort(404)
        return json.loads(READINGS.read_text())

    server.run(port=args.port)


if __name__ == "__main__":
    main()
