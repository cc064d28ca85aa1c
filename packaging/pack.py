#!/usr/bin/env python3
"""Puts a built binary into the packages that people install.

    pack.py wheel    --binary FILE --target TRIPLE -o DIR    a wheel for `uvx` and `pip`
    pack.py npm      --binary FILE --target TRIPLE -o DIR    the npm package of one platform
    pack.py launcher -o DIR                                  the npm package `sentry-retrofit`, which finds that of its platform

Every package of a platform carries the same bytes, those the release attests. Nothing is compiled here, and the
same input gives the same archive. Nothing is run when a package is installed.
"""

import argparse
import base64
import gzip
import hashlib
import io
import json
import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "sentry-retrofit"

# What each target is called elsewhere: tags of wheels, then system, processor and C library of npm. The Linux
# binaries are linked with musl and need no library of the system, so one wheel is for every distribution.
TARGETS = {
    "x86_64-unknown-linux-musl": ("manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64", "linux", "x64"),
    "aarch64-unknown-linux-musl": ("manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64", "linux", "arm64"),
    "x86_64-apple-darwin": ("macosx_10_12_x86_64", "darwin", "x64"),
    "aarch64-apple-darwin": ("macosx_11_0_arm64", "darwin", "arm64"),
    "x86_64-pc-windows-msvc": ("win_amd64", "win32", "x64"),
    # For tests: a binary that runs on the system that built it.
    "x86_64-unknown-linux-gnu": ("linux_x86_64", "linux", "x64"),
    "aarch64-unknown-linux-gnu": ("linux_aarch64", "linux", "arm64"),
}


def package():
    return tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]


def wheel(binary: Path, target: str, out: Path) -> Path:
    about = package()
    tags, stem = TARGETS[target][0], f"{NAME.replace('-', '_')}-{about['version']}"
    program = NAME + (".exe" if "windows" in target else "")
    metadata = [
        "Metadata-Version: 2.4",
        f"Name: {NAME}",
        f"Version: {about['version']}",
        f"Summary: {about['description']}",
        f"License-Expression: {about['license']}",
        "License-File: LICENSE",
        f"Keywords: {','.join(about['keywords'])}",
        "Requires-Python: >=3.8",
        "Description-Content-Type: text/markdown",
        "",
        (ROOT / "README.md").read_text("utf-8"),
    ]
    each_tag = [f"Tag: py3-none-{tag}" for tag in tags.split(".")]
    files = [
        (f"{stem}.data/scripts/{program}", binary.read_bytes(), 0o755),
        (f"{stem}.dist-info/METADATA", "\n".join(metadata).encode(), 0o644),
        (f"{stem}.dist-info/WHEEL", "\n".join(["Wheel-Version: 1.0", f"Generator: {NAME}", "Root-Is-Purelib: false", *each_tag, ""]).encode(), 0o644),
        (f"{stem}.dist-info/licenses/LICENSE", (ROOT / "LICENSE").read_bytes(), 0o644),
    ]
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{path},sha256={digest(content)},{len(content)}\n" for path, content, _ in files]
    files.append((record, "".join([*lines, f"{record},,\n"]).encode(), 0o644))
    path = out / f"{stem}-py3-none-{tags}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content, mode in files:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100000 | mode) << 16
            archive.writestr(entry, content)
    return path


def digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def npm(binary: Path, target: str, out: Path) -> Path:
    _, system, processor = TARGETS[target]
    program = "bin/" + NAME + (".exe" if system == "win32" else "")
    manifest = common(f"{NAME}-{system}-{processor}") | {"os": [system], "cpu": [processor], "files": ["bin"]}
    readme = f"The binary of [{NAME}](https://www.npmjs.com/package/{NAME}) for {system} on {processor}.\n"
    return tarball(out, manifest, [(program, binary.read_bytes(), 0o755), ("README.md", readme.encode(), 0o644)])


def launcher(out: Path) -> Path:
    platforms = {f"{NAME}-{system}-{processor}" for _, system, processor in TARGETS.values()} - {f"{NAME}-win32-arm64"}
    manifest = common(NAME) | {
        "bin": {NAME: "launcher.js"},
        "files": ["launcher.js"],
        "optionalDependencies": {name: package()["version"] for name in sorted(platforms)},
    }
    files = [
        ("launcher.js", (ROOT / "packaging/npm/launcher.js").read_bytes(), 0o755),
        ("README.md", (ROOT / "README.md").read_bytes(), 0o644),
    ]
    return tarball(out, manifest, files)


def common(name: str) -> dict:
    about = package()
    return {
        "name": name,
        "version": about["version"],
        "description": about["description"],
        "keywords": about["keywords"],
        "license": about["license"],
        "engines": {"node": ">=18"},
    }


def tarball(out: Path, manifest: dict, files: list) -> Path:
    files = [("package.json", (json.dumps(manifest, indent=2) + "\n").encode(), 0o644), *files]
    files.append(("LICENSE", (ROOT / "LICENSE").read_bytes(), 0o644))
    path = out / f"{manifest['name']}-{manifest['version']}.tgz"
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content, mode in files:
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size, entry.mode = len(content), mode
            archive.addfile(entry, io.BytesIO(content))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["wheel", "npm", "launcher"])
    parser.add_argument("--binary", type=Path)
    parser.add_argument("--target", choices=TARGETS)
    parser.add_argument("-o", "--out", type=Path, required=True)
    args = parser.parse_args()
    if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", package()["version"]):
        parser.error("versions with a suffix are written differently by pip and npm; release one without")
    args.out.mkdir(parents=True, exist_ok=True)
    if args.what == "launcher":
        print(launcher(args.out))
    elif args.binary and args.target:
        print({"wheel": wheel, "npm": npm}[args.what](args.binary, args.target, args.out))
    else:
        parser.error(f"{args.what} needs --binary and --target")


if __name__ == "__main__":
    main()
