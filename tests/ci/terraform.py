"""Holds the Terraform that the rules write against the schema of the provider, where Terraform cannot be had.

    terraform.py CASES    a folder of cases

The schema is an excerpt of jianyuan/sentry 0.15, attribute by attribute: `!` is required, a set lists the values
that are allowed, a dictionary is a nested object and a list of one a list of them. Every reference must lead to
something that is declared.
"""

import re
import sys
from pathlib import Path

import hcl2

TYPES = {"gt", "gte", "lt", "lte", "eq", "ne"}
LOGIC = {"any", "any-short", "all", "none"}
SLACK = {"integration_id!": str, "channel_name!": str, "channel_id": str, "notes": str, "tags": str}
EMPTY = {}
SCHEMA = {
    "data": {
        "sentry_organization_integration": {"organization!": str, "provider_key!": str, "name!": str},
        "sentry_project_error_monitor": {"organization!": str, "project!": str, "first": bool},
    },
    "resource": {
        "sentry_metric_monitor": {
            "organization!": str,
            "project!": str,
            "name!": str,
            "environment": str,
            "aggregate!": str,
            "dataset!": {"events", "transactions", "sessions", "metrics", "spans"},
            "event_types!": [{"error", "default", "transaction"}],
            "query": str,
            "query_type": {"error", "performance", "crash_rate"},
            "time_window_seconds": int,
            "condition_group!": {
                "logic_type": LOGIC,
                "conditions!": [{"type!": TYPES, "comparison": int, "condition_result!": int}],
            },
            "issue_detection!": {"type!": {"static", "percent", "dynamic"}, "comparison_delta": int},
        },
        "sentry_alert": {
            "organization!": str,
            "name!": str,
            "environment": str,
            "monitor_ids!": [str],
            "frequency_minutes!": int,
            "trigger_conditions": [
                {"first_seen_event": EMPTY, "reappeared_event": EMPTY, "regression_event": EMPTY}
            ],
            "action_filters!": [{"logic_type!": LOGIC, "actions!": [{"slack": SLACK}]}],
        },
    },
}


def text(value: object) -> str:
    return str(value).strip('"')


def problems(value: object, schema: object, where: str) -> list[str]:
    """What is wrong with a value, iteratively: the depth is that of the schema."""
    found, pending = [], [(value, schema, where)]
    while pending:
        value, schema, where = pending.pop()
        if isinstance(value, str) and value.startswith("${") or isinstance(value, str) and "${" in value:
            continue  # its type is known when it is planned
        if isinstance(schema, dict):
            known = {name.rstrip("!"): inner for name, inner in schema.items()}
            given = {name: inner for name, inner in value.items() if name not in ("__is_block__", "for_each")}
            found += [f"{where}: there is no attribute {name}" for name in given if name not in known]
            wanted = [name[:-1] for name in schema if name.endswith("!")]
            found += [f"{where}: {name} is missing" for name in wanted if name not in given]
            pending += [(inner, known[name], f"{where}.{name}") for name, inner in given.items() if name in known]
        elif isinstance(schema, list):
            if not isinstance(value, list):
                found.append(f"{where}: a list is wanted")
            else:
                pending += [(one, schema[0], f"{where}[{index}]") for index, one in enumerate(value)]
        elif isinstance(schema, set):
            found += [] if text(value) in schema else [f"{where}: {text(value)} is not allowed"]
        elif schema is int and not isinstance(value, int) or schema is str and not isinstance(value, str):
            found.append(f"{where}: {value!r} is not of the type {schema.__name__}")
    return found


def check(folder: Path) -> list[str]:
    source = "".join(path.read_text() for path in sorted(folder.glob("*.tf")))
    parsed = hcl2.loads(source)
    found, declared = [], {f"var.{text(name)}" for one in parsed["variable"] for name in one}
    for kind, types in SCHEMA.items():
        for block in parsed.get(kind, []):
            for quoted, named in block.items():
                for name, body in named.items():
                    address = f"{text(quoted)}.{text(name)}"
                    declared.add(address if kind == "resource" else f"data.{address}")
                    schema = types.get(text(quoted))
                    found += [f"{address}: unknown"] if schema is None else problems(body, schema, address)
    used = set(re.findall(r"\bvar\.\w+|\bdata\.\w+\.\w+|(?<!data\.)\bsentry_\w+\.\w+", source))
    found += [f"{name} is used and not declared" for name in sorted(used - declared)]
    if any(line != line.rstrip() or "\t" in line for line in source.splitlines()):
        found.append("blanks at the end of a line, or tabs")
    return [f"{folder}: {one}" for one in found]


def main() -> None:
    folders = sorted({path.parent for path in Path(sys.argv[1]).glob("alerts/slack/tests/*/after/**/main.tf")})
    found = [problem for folder in folders for problem in check(folder)]
    for problem in found:
        print(problem)
    if found or not folders:
        sys.exit(1)
    print(f"{len(folders)} folders of Terraform fit the schema of the provider: passed")


main()
