"""What has to hold of an exported Expo app, and of what a receiver got from it.

    expo_checks.py debug-ids DIST           every bundle and its source map carry the same debug id
    expo_checks.py uploaded DIST LOG        each of those ids was uploaded, with a token
    expo_checks.py received LOG FIXTURE     errors and traces arrived: release, user, nothing planted
    expo_checks.py planted LOG FILE         all of a page that plants arrived, which FILE takes as a list
"""

import json
import re
import sys
import time
from pathlib import Path

# What the fixtures hold of a person, in any spelling it could arrive in.
PLANTED = ["planted", "example.org", "%40", "7946", "203.0.113", "4711"]


def debug_ids(dist):
    """Debug id by source map, each also found in the bundle beside it."""
    found = {}
    for path in sorted(Path(dist).rglob("*.map")):
        source_map = json.loads(path.read_text())
        ident = source_map.get("debugId") or source_map.get("debug_id")
        assert ident, f"{path} has no debug id"
        assert ident.encode() in path.with_suffix("").read_bytes(), f"{path.with_suffix('')} lacks {ident}"
        found[path] = ident
    folders = {path.parent.name for path in found}
    assert {"android", "web"} <= folders, f"source maps only for {folders}"
    return found


def lines(log):
    return [json.loads(line) for line in Path(log).read_text().splitlines()]


def uploaded(dist, log):
    bundles = [ident for line in lines(log) for ids in line.get("bundles", ()) for ident in ids]
    missing = set(debug_ids(dist).values()) - set(bundles)
    assert not missing, f"not uploaded: {missing}"
    assert all(line["token"] for line in lines(log) if "method" in line)


def received(log, fixture):
    items = []
    for _ in range(50):
        envelopes = [line["envelope"] for line in lines(log) if "envelope" in line]
        items = [item for envelope in envelopes for item in items_of(envelope)]
        if {"event", "transaction"} <= {kind for kind, _ in items}:
            break
        time.sleep(0.2)
    kinds = {kind for kind, _ in items}
    assert {"event", "transaction"} <= kinds, f"only {kinds} arrived"
    for kind, item in items:
        text = json.dumps(item)
        leaks = [word for word in PLANTED if word in text]
        assert not leaks, f"{kind} holds {leaks}: {text}"
    event = next(item for kind, item in items if kind == "event")
    assert event["release"] == event["dist"] == "live@1.2.3", event.get("release")
    assert event["environment"] == "live"
    assert "[email]" in event["exception"]["values"][0]["value"]
    assert "ip_address" not in json.dumps(event)
    if fixture == "expo-router":
        assert event["user"] == {"id": "a1b2c3d4e5f60718"}, event.get("user")
        assert event["tags"]["workspace_id"] == "42"
    else:
        assert not event.get("user"), event["user"]


def planted(log, file):
    for _ in range(100):
        envelopes = [line["envelope"] for line in lines(log) if "envelope" in line]
        if any("all is planted" in envelope for envelope in envelopes):
            break
        time.sleep(0.2)
    else:
        raise AssertionError(f"only {len(envelopes)} envelopes arrived, and not the last one")
    Path(file).write_text(json.dumps(envelopes))
    kinds = set(re.findall(r'^\{"type":"(\w+)"', "\n".join(envelopes), re.M))
    assert {"event", "log", "trace_metric", "attachment"} <= kinds, f"only {kinds} arrived"


def items_of(envelope):
    rest = iter(envelope.splitlines()[1:])
    for header in rest:
        yield json.loads(header).get("type"), json.loads(next(rest))


{"debug-ids": debug_ids, "uploaded": uploaded, "received": received, "planted": planted}[sys.argv[1]](*sys.argv[2:])
