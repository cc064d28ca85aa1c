#!/usr/bin/env python3
"""The figures of docs/trust.md, measured on the program as it is shipped.

    benches/trust.py [EXPERIMENT…] [--quick] [--rounds N] [--seed N] [--tool PATH]    run some experiments, or all
    benches/trust.py --write                                              make docs/trust.md of what was run last

The program is that of --tool, of $SENTRY_RETROFIT, or target/release/sentry-retrofit. Each experiment prints rows
`what | tried | failed`, and below a row what it takes to see each failure again; it ends with 1 where there are any.
Rows are kept in target/trust.json for --write. Needs git and Linux; what needs strace or PyYAML is left out without
them, and says so. `cargo test` holds the same promises from within, in a few rounds each.
"""
import argparse, ast, collections, datetime, hashlib, html.parser, itertools, json, os, pathlib, platform, random, re
import resource, shutil, subprocess, sys, tempfile, time, tomllib

try:
    import yaml
except ImportError:
    yaml = None

HOME = pathlib.Path(__file__).resolve().parent.parent
KEPT, PAGE = HOME / "target/trust.json", HOME / "docs/trust.md"
FIXTURES = sorted(path.name for path in (HOME / "fixtures").iterdir())
FORMATS = ["text", "patch", "json", "markdown", "sarif", "html"]
MODES = {"branch": [], "in place": ["--in-place"], "work tree": ["--worktree"],
         "work tree, staged": ["--worktree", "--stage", "index"]}
USUAL = {".env.example", "Dockerfile", "app.py", "requirements.txt", *[f"sentry_{name}.py" for name in
         ["sampling", "scrubber", "setup"]]}  # What `--skip docs` plans for flask-module.
GIT_CONFIG = """[user]\nname = Trust\nemail = trust@example.org\n[init]\ndefaultBranch = main\n[gc]\nauto = 0
[protocol "file"]\nallow = always\n[advice]\ndetachedHead = false\n"""
Run = collections.namedtuple("Run", "code out err")


class Row:
    """One figure."""

    def __init__(self, what, note=""):
        self.what, self.tried, self.failures, self.note = what, 0, [], note

    def count(self, wrong, again):
        """One trial: what is wrong, or nothing, and how to see it again."""
        self.tried += 1
        if wrong:
            self.failures.append(f"{again}: {wrong}")


class Bench:
    """Where repositories are made, and how programs are run."""

    def __init__(self, tool, seed, quick, rounds):
        self.tool, self.seed, self.quick, self.asked, self.made = tool, seed, quick, rounds, itertools.count()
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="trust-")).resolve()
        for name in ["home", "tmp", "origin", "at"]:
            (self.work / name).mkdir()
        (self.work / "home/.gitconfig").write_text(GIT_CONFIG)
        self.env = {"PATH": os.environ["PATH"], "HOME": str(self.work / "home"), "LC_ALL": "C.UTF-8",
                    "GIT_CONFIG_NOSYSTEM": "1", "TMPDIR": str(self.work / "tmp")}

    def rounds(self, usual, quick):
        return self.asked or (quick if self.quick else usual)

    def run(self, command, at, timeout=60, **env):
        before = cpu()
        try:
            run = subprocess.run(list(map(str, command)), cwd=at, env={**self.env, **env}, capture_output=True,
                                 stdin=subprocess.DEVNULL, timeout=timeout)
        except subprocess.TimeoutExpired:
            return Run(None, b"", f"no end within {timeout} s, {cpu() - before:.1f} s of them at work".encode())
        return Run(run.returncode, run.stdout, run.stderr)

    def retrofit(self, at, *words, **env):
        return self.run([self.tool, *words], at, **env)

    def git(self, at, *words, check=True):
        run = self.run(["git", *words], at)
        if check and run.code != 0:
            raise RuntimeError(f"git {' '.join(map(str, words))}: {run.err.decode()}")
        return run.out.decode(errors="replace").strip()

    def commit(self, at):
        self.git(at, "add", "-A", "-f")
        self.git(at, "commit", "-q", "--allow-empty", "-m", "start")

    def repo(self, fixture, *init):
        """A repository of its own with the files of a fixture, committed."""
        origin = self.work / "origin" / "-".join([fixture, *init])
        if not origin.exists():
            shutil.copytree(HOME / "fixtures" / fixture, origin)
            self.git(origin, "init", "-q", *init)
            self.commit(origin)
        at = self.work / "at" / str(next(self.made)) / fixture
        at.parent.mkdir()
        subprocess.run(["cp", "-a", origin, at], check=True)
        return at

    def drop(self, at):
        shutil.rmtree(self.work / "at" / at.relative_to(self.work / "at").parts[0], ignore_errors=True)

    def state(self, at):
        """All that apply may change: files, branches by their trees, the index."""
        found = {"files": files(at)}
        if (at / ".git").exists():
            names = self.git(at, "for-each-ref", "--format=%(refname)", "refs/heads").split()
            found["branches"] = {name: self.git(at, "rev-parse", f"{name}^{{tree}}") for name in names}
            found["index"] = self.git(at, "write-tree")
        return found


def cpu():
    """Seconds that programs run so far have been at work."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def files(at):
    """The work tree: what each path holds, and whether it may be run."""
    paths = [path for path in at.rglob("*") if ".git" not in path.relative_to(at).parts and not path.is_dir()]
    return {str(path.relative_to(at)): (path.lstat().st_mode, os.readlink(path) if path.is_symlink() else path.read_bytes())
            for path in paths if not path.name.endswith(".sentry-retrofit")}


def seen(root):
    """Every byte, inode, mode and time below a folder, and of its folders."""
    paths = [root, *root.rglob("*")]
    return {str(path.relative_to(root)): (stat.st_ino, stat.st_mode, stat.st_mtime_ns, stat.st_ctime_ns,
                                          path.read_bytes() if path.is_file() else b"")
            for path in paths for stat in [path.lstat()]}


def differs(before, after):
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def crashed(run):
    """What no run may end in."""
    if run.code is None or run.code not in range(5) or b"panicked" in run.err:
        return f"ended with {run.code}: {run.err[-300:].decode(errors='replace')}"
    return ""


def sentence(run):
    """Why a run refused; nothing where no sentence stands there that goes with its exit code."""
    said = re.search(r"^(Refused|error): (\S.*)", run.err.decode(errors="replace"), re.M)
    return said[2] if said and {"Refused": 3, "error": 2}[said[1]] == run.code and not crashed(run) else ""


def left_over(at):
    """Locks, staged files and journals that stayed behind."""
    ours = [path for path in (at / ".git/sentry-retrofit").glob("*") if path.name != "lock"]
    found = {*ours, *(at / ".git").rglob("*.lock"), *at.rglob(".*.sentry-retrofit")}
    return found and "left behind: " + ", ".join(sorted(str(path.relative_to(at)) for path in found))


# What changes a file or makes a change durable; `openat` is one of them where it creates a file.
CHANGING = ("write pwrite64 writev rename renameat renameat2 link linkat symlink symlinkat unlink unlinkat rmdir mkdir mkdirat "
            "ftruncate truncate chmod fchmod fchmodat utimensat fsync fdatasync sendfile copy_file_range openat").split()


def moments(trace):
    """The calls of a trace that change something: each one's name and its number among those of its process."""
    numbers = collections.Counter()
    for process, call, words in re.findall(r"^(\d+) +(\w+)\((.*)", trace, re.M):
        numbers[process, call] += call in CHANGING
        reads = call == "openat" and not re.search("O_CREAT|O_TRUNC", words)
        if call in CHANGING and not reads and not (call == "write" and re.match("[012],", words)):
            yield call, numbers[process, call], re.sub("/.*/(?=at/)", "…/", words)[:70]


def kill(bench):
    """Killed (`kill -9`) before each single system call that changes a file: all or nothing, and the next run is through."""
    if not shutil.which("strace"):
        yield Row("killed at single system calls", "left out: there is no strace")
        return
    some = ["--only", "flask", "--only", "python", "-q", "-j", "1"]
    kinds = {"": [], ", SHA-256": ["--object-format=sha256"], ", references as a table": ["--ref-format=reftable"]}
    ways = [*MODES.values(), "undo", "no git"]
    for (kind, init), way in itertools.product(kinds.items(), ways):
        if init and (way == "no git" or bench.quick):
            continue
        words = ["undo"] if way == "undo" else ["apply", *(["--worktree"] if way == "no git" else way)]
        row, found = Row(f"`{' '.join(words)}`" + (", outside git" if way == "no git" else kind)), collections.Counter()
        command = [bench.tool, *words, *(some if way != "undo" else [])]
        def start():
            at = bench.repo("flask-module", *init)
            if way == "undo":
                bench.retrofit(at, "apply", *some)
            if way == "no git":
                shutil.rmtree(at / ".git")
            return at
        at, trace = start(), bench.work / "tmp/trace"
        before = bench.state(at)
        bench.run(["strace", "-f", "-o", trace, "-e", "trace=" + ",".join(CHANGING), *command], at)
        after, places = bench.state(at), list(moments(trace.read_text(errors="replace")))
        bench.drop(at)
        every = -(-len(places) // bench.rounds(len(places), 12))
        for call, number, said in places[::every]:
            at = start()
            inject = f"inject={call}:signal=KILL:when={number}"
            bench.run(["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject, *command], at)
            journal, now = (at / ".git/sentry-retrofit/manifest").exists(), files(at)
            mixed = now not in (before["files"], after["files"])
            found["half-way" if mixed or journal else "before" if now == before["files"] else "after"] += 1
            wrong = mixed and not journal and "files are half-patched, and no journal says so"
            again = bench.run(command, at)
            # A taken back branch cannot be taken back again.
            if again.code != 0 and not wrong:
                wrong = f"the next run ends with {again.code}: {again.err.decode(errors='replace').strip()[:200]}"
            if not wrong and bench.state(at) != after:
                wrong = "the next run does not lead to where an undisturbed one does"
            wrong = wrong or left_over(at) or ("branches" in before and bench.git(at, "fsck", "--no-dangling", "--no-progress", check=False))
            row.count(wrong, f"{inject} {said}")
            bench.drop(at)
        row.note = f"{len(places)} calls, " + ("each: " if every == 1 else f"one of {every}: ") + ", ".join(f"{count} {name}" for name, count in sorted(found.items()))
        yield row


def race(bench):
    """Two runs of `apply` at once, with one plan or with two that touch the same files: the result is that of one."""
    chance = random.Random(bench.seed)
    plans = [["--skip", "docs"], ["--only", "python", "--only", "flask", "--set", 'pii_extra=["card_no"]']]
    for (mode, words), same in itertools.product(MODES.items(), [True, False]):
        row, ends = Row(f"two at once, {mode}, {'one plan' if same else 'two plans'}"), collections.Counter()
        both = [["apply", "-q", "-j", "1", *plans[0 if same else place], *words, *(["--branch", "raced"] if not words else [])] for place in (0, 1)]
        alone, fresh = [], bench.repo("flask-module")
        for command in both:
            at = bench.repo("flask-module")
            bench.retrofit(at, *command)
            alone.append(bench.state(at))
        for number in range(bench.rounds(40, 4)):
            at, pause = bench.repo("flask-module"), chance.choice([0, 0, chance.random() * 0.03])
            runs = []
            for command in both:
                runs.append(subprocess.Popen([bench.tool, *command], cwd=at, env=bench.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
                time.sleep(0 if len(runs) > 1 else pause)
            runs = [Run(run.wait(), b"", err) for run in runs for err in [run.communicate()[1]]]
            won, state = [one for one, run in zip(alone, runs) if run.code == 0], bench.state(at)
            wrong = next((f"no sentence: {run.code} {run.err[-200:]}" for run in runs if run.code and not sentence(run)), "")
            if not wrong and state not in (won or [bench.state(fresh)]):
                wrong = f"exit codes {[run.code for run in runs]}, and the result is that of neither"
            row.count(wrong or left_over(at), f"round {number} of seed {bench.seed}, {pause * 1000:.0f} ms apart")
            ends[" and ".join(sorted("refused" if run.code else "done" for run in runs))] += 1
            bench.drop(at)
        row.note = ", ".join(f"{count} times {name}" for name, count in ends.items())
        yield row


# Kinds of repositories as the script that makes one (of ../new, where it makes that), and how each of MODES has to end:
# P is the patch, whole; R and E a sentence with exit code 3 or 2; N nothing, since the plan says why not.
HOOK = r"printf '#!/bin/sh\ntouch ~/pwned\nexit 1\n' >.git/hook; chmod +x .git/hook; for h in pre-commit commit-msg post-commit reference-transaction post-index-change post-checkout; do cp .git/hook .git/hooks/$h; done"
KINDS = {
    "plain": ("", "PPPP"), "linked work tree": ("git worktree add -q -b topic ../new", "PPPP"),
    "submodule": ("git init -q ../p; git -C ../p submodule -q add $PWD sub; ln -s p/sub ../new", "PPPP"),
    "`.git` is a file": ("git clone -q --separate-git-dir=../g . ../new", "PPPP"), "SHA-256": ("--object-format=sha256", "PPPP"),
    "references as a table": ("--ref-format=reftable", "PPPP"), "shallow clone": ("git clone -q --depth=1 file://$PWD ../new", "PPPP"),
    "partial clone": ("git config uploadpack.allowFilter true; git clone -q --filter=blob:none file://$PWD ../new", "PPPP"),
    "sparse checkout": ("git sparse-checkout set --cone docs", "PPPP"), "sparse index": ("git sparse-checkout set --cone --sparse-index docs", "PPPP"),
    "split index": ("git update-index --split-index", "PPPP"), "index of version 4": ("git update-index --index-version 4", "PPPP"),
    "untracked cache": ("git update-index --untracked-cache; git status", "PPPP"), "detached HEAD": ("git checkout -q --detach", "PRPP"),
    "unborn branch": ("git update-ref -d HEAD", "RRPP"), "bare": ("git clone -q --bare . ../new", "PRRR"), "no git": ("rm -rf .git", "RRPR"),
    "owned by another user": ("chown 12345 . .git", "EEEE"), "… and in safe.directory": ("chown 12345 . .git; git config --global --add safe.directory $PWD", "PPPP"),
    "hooks that fail": (HOOK, "PPPP"), "hooks elsewhere": (HOOK + "; git config core.hooksPath .git/hooks", "PPPP"),
    "file watcher": ("git config core.fsmonitor 'touch ~/pwned'", "PPPP"), "core.autocrlf": ("git config core.autocrlf true; rm -r *; git checkout -q .", "PPPP"),
    "core.ignorecase": ("git config core.ignorecase true", "PPPP"), "core.fileMode off": ("git config core.fileMode false; chmod +x app.py", "PPPP"),
    "new files ignored": ("echo 'sentry_*.py' >.gitignore; git add .; git commit -qm x", "NNNN"),
    "tracked file ignored": ("echo requirements.txt >.git/info/exclude", "PPPP"), "touched file changed": ("echo >>requirements.txt", "RRRR"),
    "other file changed": ("echo >>README.md", "PPPP"), "touched file staged": ("echo >>requirements.txt; git add .", "RRRR"),
    "staged and changed back": ("echo >>app.py; git add .; git show HEAD:app.py >app.py", "RRRR"), "other file staged": ("echo >x; git add x", "PPPP"),
    "untracked file in the way": ("echo x = 1 >sentry_setup.py", "NNNN"), "folder in the way": ("mkdir -p sentry_setup.py/x", "NNNN"),
    "merge in progress": ("git checkout -qb o; echo 1 >x; git add x; git commit -qm 1; git checkout -q main; echo 2 >x; git add x; git commit -qm 2; git merge -q o", "PRPR"),
    "bisect in progress": ("git bisect start", "PRPR"), "rebase in progress": ("mkdir .git/rebase-merge", "PRPR"), "index locked": ("touch .git/index.lock", "PRPR"),
    "branch locked": ("touch .git/refs/heads/main.lock", "PRPP"), "branch named as the folder": ("git branch sentry-retrofit", "RPPP"),
    "filter on touched files": ("echo '*.py filter=lfs' >.gitattributes; git add .; git commit -qm x", "RRRR"),
    "app behind a link": ("git mv app.py real.py; ln -s real.py app.py; git add .; git commit -qm x", "PPPP"),
    "signing by a program of the repository's": ("git config commit.gpgsign true; git config gpg.program 'touch ~/pwned'", "EEPP"),
    "no identity": ("git config user.email ''; git config user.name ''", "EEPP"), "work tree elsewhere": ("git config core.worktree /usr/lib", "EEEE"),
    "index broken": ("echo broken >.git/index", "EEEE"), "HEAD broken": ("echo nonsense >.git/HEAD", "EEEE"), "objects lost": ("rm -rf .git/objects/*", "EEEE"),
    "unknown extension": ("git config core.repositoryFormatVersion 1; git config extensions.later true", "EEEE"),
    "replaced commit": ("git commit -q --allow-empty -m x; git replace --graft HEAD", "PPPP")}


def kinds(bench):
    """Every kind of repository, in every mode: the patch, whole, or a sentence and nothing written."""
    row, table, config = Row("a kind of repository, in a mode"), [["", *MODES]], bench.work / "home/.gitconfig"
    for kind, (script, wanted) in KINDS.items():
        table.append([kind])
        for (mode, words), letter in zip(MODES.items(), wanted):
            at = bench.repo("flask-module", *([script] if script.startswith("--") else []))
            bench.run(["sh", "-c", "" if script.startswith("--") else script], at)
            new = at.parent / "new"
            here = new.resolve() if new.exists() else at
            bare, before = not (here / "app.py").exists() and kind == "bare", {} if kind == "bare" else files(here)
            refs = bench.git(here, "for-each-ref", check=False)
            run, said = (run := bench.retrofit(here, "apply", "-q", "--skip", "docs", *words)), sentence(run)
            written, moved = differs(before, {} if bare else files(here)), bench.git(here, "for-each-ref", check=False) != refs
            made = written
            if mode in ("branch", "in place") and moved:
                tip = ["HEAD^", "HEAD"] if words else ["HEAD", bench.git(here, "for-each-ref", "--format=%(refname)", "refs/heads/sentry-retrofit/")]
                made = bench.git(here, "diff", "--name-only", *tip).split()
            whole = {*made} - {"real.py"} == USUAL - ({"app.py", "Dockerfile"} if "real.py" in made else set()) and bool(written) == (mode != "branch")
            got = {0: "P" if whole else "N" if not written and not moved else "?", 2: "E", 3: "R"}.get(run.code, "?")
            wrong = crashed(run) or ("no sentence" if got in "ER" and not said else "refused, and written" if got in "ER" and (written or moved) else "")
            wrong = wrong or ("" if got == letter else f"ends as {got}, not {letter}: {said or sorted(made)}")
            if (bench.work / "home/pwned").exists():
                (bench.work / "home/pwned").unlink()
                wrong = "code of the repository was run"
            config.write_text(GIT_CONFIG)
            row.count(wrong, f"`apply --skip docs {' '.join(words)}`, {kind}: {script}")
            text = {"P": "patch", "N": "nothing to apply"}.get(got, f"{run.code}: {said}").replace(str(here), "…")
            table[-1].append(f"**{text}**" if wrong else text)
            bench.drop(at)
    row.table = table
    yield row


def undo(bench):
    """Every fixture, applied and taken back: the tree is what it was, byte for byte."""
    row = Row("applied and taken back")
    for fixture, (mode, words) in itertools.product(FIXTURES, list(MODES.items())[:3]):
        at = bench.repo(fixture)
        before, patch = bench.state(at), at.parent / "patch"
        patch.write_bytes(bench.retrofit(at, "plan", "--format", "patch").out)
        run = bench.retrofit(at, "apply", "-q", *words)
        applied = run.code == 0 and bench.state(at) != before
        back = {"branch": [bench.tool, "undo"], "in place": ["git", "revert", "--no-edit", "HEAD"], "work tree": ["git", "apply", "-R", patch]}[mode]
        taken = bench.run(back, at)
        wrong = "" if applied and taken.code == 0 else f"{run.code}, {taken.code}: {run.err.decode()} {taken.err.decode()}"
        row.count(wrong or f"{differs(before['files'], files(at))} differ" if bench.state(at) != before else wrong, f"fixtures/{fixture}, `apply {' '.join(words)}`")
        bench.drop(at)
    row.note = "by `undo`, `git revert`, or `git apply -R` of the patch that was shown"
    yield row


DRY = [*[["plan", "-v", "--format", form] for form in FORMATS], ["plan", "--stat"], ["plan", "--ignore-dirty"], ["check"],
       ["explain", "flask/init"], ["config"], ["fleet", "."], ["rules", "list"], ["apply", "--only", "nothing/here"]]


def dry(bench):
    """A command that only shows: no byte, inode, mode or time changes, in `.git`, the home and the temporary folder neither."""
    row = Row("a command that only shows")
    for fixture, *init in [*[(fixture,) for fixture in FIXTURES], ("flask-module", "--object-format=sha256"), ("flask-module", "--ref-format=reftable")]:
        at = bench.repo(fixture, *init)
        for path in at.glob("*.*"):
            os.utime(path)  # An index that is stale is what other programs refresh.
        for words in DRY:
            before = [seen(folder) for folder in [at, bench.work / "home", bench.work / "tmp"]]
            run = bench.retrofit(at, *words)
            changed = [path for old, folder in zip(before, [at, bench.work / "home", bench.work / "tmp"]) for path in differs(old, seen(folder))]
            row.count(crashed(run) or (changed and f"changed: {changed}"), f"`{' '.join(words)}`, fixtures/{fixture} {' '.join(init)}")
        bench.drop(at)
    yield row


def same(bench):
    """A plan made again, with other languages, time zones, homes, folders and numbers of threads: the same bytes."""
    row, odd = Row("a plan made again"), bench.work / "odd"
    odd.mkdir()
    (odd / ".gitconfig").write_text("[diff]\nnoprefix = true\nalgorithm = patience\n[core]\nabbrev = 40\n[color]\nui = always\n")
    around = [({}, 1), ({"LC_ALL": "C"}, 2), ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, 7), ({"TZ": "Pacific/Kiritimati"}, 1),
              ({"HOME": str(odd), "XDG_CONFIG_HOME": str(odd)}, 2), ({"COLUMNS": "40", "TERM": "dumb"}, 3), ({"CI": "true"}, 64), ({"from": "/"}, 2)]
    for fixture in FIXTURES:
        at, other = bench.repo(fixture), bench.repo(fixture)
        for place, form in enumerate(FORMATS):
            first = bench.retrofit(at, "plan", "-v", "--format", form, ".")
            for number, (env, jobs) in enumerate(around):
                # JSON, of which all others are made, in every surrounding; the others in some.
                if form == "json" or (number + place) % (8 if bench.quick else 4) == 0:
                    where = ("/", other) if "from" in env else (at, ".")
                    again = bench.retrofit(where[0], "plan", "-v", "--format", form, "-j", jobs, where[1], **env)
                    row.count("" if again[:2] == first[:2] and again.code == 0 else f"other bytes, {again.code}", f"fixtures/{fixture}, --format {form} -j {jobs} {env}")
        bench.drop(at), bench.drop(other)
    yield row


def mutate(chance, data):
    """A file with something wrong in it, and what that is."""
    at, lines = chance.randrange(len(data) + 1), data.splitlines(keepends=True) or [b""]
    line, bracket = chance.randrange(len(lines)), chance.choice([at for at, byte in enumerate(data) if byte in b"()[]{}<>\"'`"] or [0])
    ways = {
        "a bit": lambda: data[:at] + bytes(byte ^ 1 << chance.randrange(8) for byte in data[at:at + 1]) + data[at + 1:],
        "any byte": lambda: data[:at] + bytes([chance.randrange(256)]) + data[at:], "NUL": lambda: data[:at] + b"\0" + data[at:],
        "cut off": lambda: data[:at], "a piece twice": lambda: data[:at] + data[at // 2:], "empty": lambda: b"", "CR": lambda: data.replace(b"\n", b"\r"),
        "a line twice": lambda: b"".join(lines[:line + 1] + lines[line:]), "a line gone": lambda: b"".join(lines[:line] + lines[line + 1:]),
        "a line at the end": lambda: b"".join(lines[:line] + lines[line + 1:] + lines[line:line + 1]), "tabs": lambda: data.replace(b"    ", b"\t"),
        "a bracket gone": lambda: data[:bracket] + data[bracket + 1:], "a bracket twice": lambda: data[:bracket + 1] + data[bracket:],
        "CRLF in part": lambda: data[:at] + data[at:].replace(b"\n", b"\r\n"), "UTF-16": lambda: data.decode(errors="replace").encode("utf-16"),
        "Latin-1": lambda: data + "# é\n".encode("latin-1"), "BOM": lambda: b"\xef\xbb\xbf" + data, "no end of line": lambda: data.rstrip(b"\n"),
        "turned text": lambda: data[:at] + "\u202e".encode() + data[at:], "conflict": lambda: b"<<<<<<< HEAD\n" + lines[line] + b"=======\n" + data + b">>>>>>> o\n"}
    name = chance.choice(sorted(ways))
    return ways[name](), name


def parses(path, data):
    """What another parser says against a file, or nothing."""
    kind = pathlib.PurePath(path).suffix
    try:
        text = data.decode("utf-8-sig")
        if kind == ".sh":
            run = subprocess.run(["sh", "-n"], input=data, capture_output=True)
            return run.returncode and f"{path}: {run.stderr.decode()}"
        judge = {".py": ast.parse, ".json": json.loads, ".toml": tomllib.loads, **dict.fromkeys([".yml", ".yaml"], yaml and (lambda text: list(yaml.safe_load_all(text))))}.get(kind)
        if judge and "tsconfig" not in path:
            judge(text)
    except (SyntaxError, ValueError, RecursionError, *([yaml.YAMLError] if yaml else [])) as error:
        return f"{path}: {str(error)[:150]}"


def mutants(bench):
    """Fixtures with something wrong in one to four files: a plan within 10 s, that breaks no file and has nothing to do the second time."""
    row, ends = Row("a repository with broken files"), collections.Counter()
    for number in range(bench.rounds(250, 20)):
        chance, said = random.Random(f"{bench.seed} {number}"), []
        at = bench.repo(chance.choice(FIXTURES))
        paths = sorted(files(at))
        for path in chance.sample(paths, min(len(paths), chance.randrange(1, 5))):
            data, name = mutate(chance, (at / path).read_bytes())
            (at / path).write_bytes(data)
            said.append(f"{path}: {name}")
        bench.commit(at)
        plan = bench.run([bench.tool, "plan", "--json"], at, timeout=10)
        wrong, end = crashed(plan) or ("" if plan.code == 0 or sentence(plan) else f"no sentence, {plan.code}"), "refused"
        if plan.code == 0:
            planned = [file["path"] for file in json.loads(plan.out)["files"]]
            before = {path: (at / path).read_bytes() for path in planned if (at / path).exists()}
            run = bench.retrofit(at, "apply", "--worktree", "-q")
            wrong, end = crashed(run) or ("" if run.code == 0 or sentence(run) else "no sentence"), "refused" if run.code else "planned" if planned else "nothing to plan"
            if run.code == 0:
                faults = [parses(path, (at / path).read_bytes()) for path in planned if not parses(path, before.get(path, b""))] if planned else []
                again = bench.run([bench.tool, "plan", "--json"], at, timeout=10)
                twice = again.code == 0 and [file["path"] for file in json.loads(again.out)["files"]]
                wrong = wrong or "; ".join(filter(None, faults)) or crashed(again) or (twice and f"a second plan changes {twice}")
        ends[end] += 1
        row.count(wrong, f"round {number} of seed {bench.seed}, fixtures/{at.name}, {'; '.join(said)}")
        bench.drop(at)
    row.note = ", ".join(f"{count} {name}" for name, count in ends.items())
    yield row


NAMES = ["a'b\"c\\d", "x\n```\n# h", "e\x1b[31mred\u202e", "````md", "</script><img src=x onerror=alert(1)>", "{{ 7*7 }}{% raw %}",
         "$(touch ~/pwned)`touch ~/pwned`", "'; touch ~/pwned; '\"; touch ~/pwned; \"", "*/ alert(1) /* <!-- --> ${{ github.token }} ${x}", '""" + x + """',
         "# : - [a", "--help|b &amp;*a"]


def injections():
    """For each kind of name that is read: a fixture, and where the name goes in it."""
    def in_text(path, old, new, quote=str):
        def change(at, name):
            text = (at / path).read_text()
            assert old in text, (path, old)
            (at / path).write_text(text.replace(old, new.replace("NAME", quote(name)), 1))
        return change
    literal = lambda name: json.dumps(name)[1:-1]
    def moved(folder):
        def change(at, name):
            (at / folder).rename(at / name.replace("/", "∕"))
        return change
    return {
        "package.json: name": ("next-app", in_text("package.json", "lending-desk", "NAME", literal)),
        "app.json: name": ("expo-router", lambda at, name: (at / "app.json").write_text(json.dumps({"expo": {**json.loads((at / "app.json").read_text())["expo"], "name": name, "slug": name}}))),
        "pyproject.toml: name": ("flask-src-uv", in_text("pyproject.toml", 'name = "stocktake"', 'name = "NAME"', literal)),
        "folder of an app": ("full-stack", moved("web")), "file of an app": ("flask-module", lambda at, name: (at / "app.py").rename(at / f"{name.replace('/', '∕')}.py")),
        "route": ("flask-module", in_text("app.py", '"/links"', '"/login/NAME"', literal)),
        "field of a model": ("next-app", in_text("prisma/schema.prisma", "model ", "// NAME\nmodel ", lambda name: name.replace("\n", " "))),
        "column of a model": ("full-stack", in_text("api/spoke/models.py", "class ", "class Extra(db.Model):\n    mail = db.Column(\"NAME\", db.String, info={\"pii\": \"NAME\"})\n\n\nclass ", literal)),
        "variable in .env.example": ("next-app", lambda at, name: (at / ".env.example").write_text(f"{name}=1\nOTHER={name}\n")),
        "environment read": ("flask-module", in_text("app.py", '"DATABASE"', '"NAME"', literal)),
        "step of a workflow": ("full-stack", in_text(".github/workflows/deploy.yml", "name: Build the web app", "name: NAME", json.dumps)),
        "branch of a workflow": ("full-stack", in_text(".github/workflows/deploy.yml", "[main]", "[NAME]", json.dumps)),
        "environment of a workflow": ("full-stack", in_text(".github/workflows/deploy.yml", "environment: production", "environment: NAME", json.dumps)),
        "service of compose": ("full-stack", in_text("docker-compose.yml", "  web:", "  NAME:", json.dumps)),
        "setting": ("flask-module", lambda at, name: (at / ".sentry-retrofit.toml").write_text(f"[set]\ntenant = {json.dumps(name)}\npii_extra = [{json.dumps(name)}]\ncritical_extra = [{json.dumps('/' + name)}]\n")),
        "remote": ("next-app", lambda at, name: (at / ".git/config").open("a").write(f"[remote \"origin\"]\n\turl = {json.dumps('https://github.com/acme/' + name)}\n")),
        "branch": ("next-app", lambda at, name: (at / ".git/HEAD").write_text(f"ref: refs/heads/{re.sub('[^!-}]|[~^:?*[]|@{|[.]{2}|//|/$|^/|^-', '_', name)}\n")),
    }


class Page(html.parser.HTMLParser):
    """The tags of a page outside of its own script, and whether they close."""
    def __init__(self):
        super().__init__()
        self.bad = []

    def handle_starttag(self, tag, attrs):
        if tag == "img" or any(name.startswith("on") for name, _ in attrs):
            self.bad.append(tag)


def fences(text):
    """Is a fence of Markdown left open?"""
    opened = ""
    for line in text.splitlines():
        found = re.match(r" {0,3}(`{3,}|~{3,})(.*)$", line)
        if found and not opened and "`" not in found[2]:
            opened = found[1]
        elif found and opened and found[1].startswith(opened) and not found[2].strip():
            opened = ""
    return bool(opened)


def shell_of(path, text):
    """The shell that a written file holds."""
    if path.endswith(".md"):
        yield from re.findall(r"^```(?:sh|bash|shell)\n(.*?)^```", text, re.M | re.S)
    elif path.endswith((".yml", ".yaml")) and yaml:
        def runs(value):
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []:
                if key == "run" and isinstance(inner, str):
                    yield re.sub(r"\$\{\{.*?\}\}", "x", inner)
                yield from runs(inner)
        yield from runs(yaml.safe_load(text))


def names(bench):
    """Hostile names: in each kind of name that is read; outputs stay what they are, and what is written parses and runs nothing."""
    for kind, (fixture, inject) in injections().items():
        row = Row(f"hostile: {kind}")
        for name in NAMES if not bench.quick else NAMES[::4]:
            at = bench.repo(fixture)
            try:
                inject(at, name)
                if kind != "branch":
                    bench.commit(at)
            except (OSError, RuntimeError):
                bench.drop(at)
                continue
            wrong, outs = [], {form: bench.retrofit(at, "plan", "-v", "--format", form) for form in FORMATS}
            for form, run in outs.items():
                wrong += [f"{form}: {why}" for why in [crashed(run), "" if run.code == 0 or sentence(run) else f"ends with {run.code}"] if why]
                text = run.out.decode(errors="replace")
                if form in ("text", "markdown", "html") and re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text):
                    wrong.append(f"{form}: a control character")
                if form in ("json", "sarif") and run.code == 0 and parses("x.json", run.out):
                    wrong.append(f"{form} does not parse")
                if form == "markdown" and fences(text):
                    wrong.append("markdown: a fence is left open")
                if form == "html":
                    page = Page()
                    page.feed(text)
                    wrong += [f"html: <{tag}>" for tag in page.bad]
            (at.parent / "patch").write_bytes(outs["patch"].out)
            if outs["patch"].out and bench.run(["git", "apply", "--check", at.parent / "patch"], at).code:
                wrong.append("git does not take the patch")
            run = bench.retrofit(at, "apply", "--worktree", "-q")
            if run.code == 0 and outs["json"].code == 0:
                for path in [file["path"] for file in json.loads(outs["json"].out)["files"]]:
                    data = (at / path).read_bytes()
                    fault = parses(path, data)
                    wrong += [fault] if fault else []
                    if not fault:
                        for script in shell_of(path, data.decode()):
                            said = parses("x.sh", script.encode())
                            wrong += [f"{path}: shell: {said}"] if said else []
                    if path.endswith(".md") and fences(data.decode()):
                        wrong.append(f"{path}: a fence is left open")
            elif not sentence(run):
                wrong.append(f"apply ends with {run.code}: {run.err[:100].decode()}")
            if (bench.work / "home/pwned").exists() or (at / "pwned").exists():
                wrong.append("a name was run")
            row.count("; ".join(wrong), f"{name!r} as {kind}, fixtures/{fixture}")
            bench.drop(at)
        yield row


def growing():
    """For each language a fixture, a file, where in it, and constructs as functions of a number of them."""
    each = lambda unit: lambda n: "".join(unit.replace("#", str(i)) for i in range(n))
    within = lambda open, unit, close: lambda n: open + each(unit)(n) + close
    nest = lambda open, middle, close: lambda n: open * n + middle + close * n
    script = {
        "calls": each("track(#);\n"), "nested calls": lambda n: f"x({nest('f(', '1', ')')(n)});\n", "calls with objects": each("init({ dsn: '#' });\n"),
        "objects": within("const o = {", "k#: #,\n", "};\n"), "nested objects": lambda n: f"const p = {nest('{a:', '1', '}')(n)};\n",
        "arrays": within("const a = [", "#,\n", "];\n"), "nested arrays": lambda n: f"const b = {nest('[', '1', ']')(n)};\n",
        "imports": each("import m# from 'm#';\n"), "chained members": within("const c = x", ".f#()\n", ";\n"), "strings": each("'text # of it';\n"),
        "templates": each("`a ${x} #`;\n"), "one long template": within("const t = `", "a ${x} #", "`;\n"), "comments": each("// of # things\n"),
        "functions": each("export async function f#() {}\n"), "nested functions": nest("(() => {", "1", "})();"), "environment": each("process.env.KEY_#;\n"),
        "concatenation": within("const s = ''", " + 'a#'", ";\n"), "branches": each("if (x) { y(#); } else { z(); }\n")}
    python = {
        "calls": each("app.config.update(a=#)\n"), "nested calls": lambda n: f"x = {nest('f(', '1', ')')(n)}\n", "apps": each("app# = Flask(__name__)\n"),
        "keys": within("d = {", "'k#': #,\n", "}\n"), "nested keys": lambda n: f"d = {nest('{1: ', '1', '}')(n)}\n", "lists": within("a = [", "#,\n", "]\n"),
        "nested lists": lambda n: f"a = {nest('[', '1', ']')(n)}\n", "arguments": within("f(", "a#=#,\n", ")\n"),
        "routes": each("@app.post('/pay/#')\ndef h#():\n    pass\n"), "decorators of one": within("", "@app.get('/#')\n", "def many():\n    pass\n"),
        "imports": each("from m# import n#\n"), "imported names": within("from m import (", "n#,\n", ")\n"), "chained members": within("x = (a", ".f#()\n", ")\n"),
        "strings": each("'text # of it'\n"), "f-strings": each("f'a {x} #'\n"), "one long string": within("s = (", "'a#'\n", ")\n"), "comments": each("# of # things\n"),
        "models": each("class M#(db.Model):\n    email = db.Column(db.String)\n"), "columns": within("class M(db.Model):\n", "    email# = db.Column(db.String)\n", ""),
        "environment": each("os.environ.get('KEY_#')\n"), "branches": each("if x:\n    y(#)\n"), "concatenation": within("s = ''", " + 'a#'", "\n"),
        "tries": each("try:\n    f(#)\nexcept Exception:\n    pass\n")}
    markup = {"elements": within("export const E = () => <div>", "<p id='#'>a</p>\n", "</div>;\n"), "nested elements": lambda n: f"export const N = () => {nest('<b>', 'a', '</b>')(n)};\n",
              "attributes": within("export const A = () => <p ", "a#='#'\n", "/>;\n"), "expressions": within("export const X = () => <p>", "{x(#)}\n", "</p>;\n")}
    end, key, job = (lambda old: old), (lambda old: old.rstrip().rstrip("}").rstrip() + ",\n"), (lambda old: old.rstrip() + "\n")
    closed = lambda make: lambda n: make(n) + '"last": 1\n}\n'
    return {
        "py": ("flask-module", "app.py", end, python), "ts": ("next-app", "next.config.ts", end, script), "tsx": ("next-app", "src/app/layout.tsx", end, {**script, **markup}),
        "js": ("next-pages", "pages/_app.js", end, {**script, **markup}),
        "json": ("next-app", "package.json", key, {"keys": closed(each('"k#": #,\n')), "nested keys": closed(lambda n: '"deep": ' + nest('{"a":', "1", "}")(n) + ",\n"), "lists": closed(within('"l": [', "#, ", "0],\n")),
                 "nested lists": closed(lambda n: '"l": ' + nest("[", "1", "]")(n) + ",\n"), "strings": closed(within('"l": [', '"text #", ', "0],\n")), "scripts": closed(within('"s": {', '"build:#": "next build",\n', '"z": "z"},\n'))}),
        "yaml": ("full-stack", ".github/workflows/deploy.yml", job, {"steps": each("      - run: npm run build # a\n"), "jobs": each("  job#:\n    runs-on: x\n    steps:\n      - run: npm run build\n"), "keys": within("    env:\n", "      K#: v\n", ""),
                 "lists": within("    needs:\n", "      - a#\n", ""), "flow": within("    x: [", "a#, ", "b]\n"), "nested flow": lambda n: f"    x: {nest('[', 'a', ']')(n)}\n", "comments": each("# of # things\n"), "text": within("      - run: |\n", "          echo #\n", ""), "documents": each("---\na: #\n")}),
        "compose": ("full-stack", "docker-compose.yml", job, {"services": each("  s#:\n    build: ./web\n"), "variables": within("  s:\n    build: ./web\n    environment:\n", "      K#: v\n", "")}),
        "toml": ("flask-src-uv", "pyproject.toml", end, {"tables": each("[tool.t#]\na = 1\n"), "keys": within("[tool.t]\n", "k# = 1\n", ""), "lists": within("[tool.t]\na = [", '"a#",\n', "]\n"), "nested lists": lambda n: f"[tool.t]\na = {nest('[', '1', ']')(n)}\n", "comments": each("# of # things\n"), "tables of lists": each("[[tool.t]]\na = #\n")}),
        "dockerfile": ("flask-module", "Dockerfile", end, {"RUN": each("\nRUN echo #"), "COPY": each("\nCOPY a# /b/"), "stages": each("\nFROM x AS s#\nCOPY --from=s# /a /b"), "continued": within("\nRUN a", " \\\n  && b#", "\n"), "ENV": each("\nENV K#=v"), "ARG": each("\nARG K#"), "comments": each("\n# of # things")}),
        "sh": ("full-stack", "infra/deploy.sh", job, {"commands": each("echo #\n"), "exports": each("export K#=v\n"), "pipes": within("a", " | b#", "\n"), "branches": each("if a; then b #; fi\n"), "continued": within("a", " \\\n  --b#", "\n"), "here": each("cat <<E\n#\nE\n"), "substitutions": lambda n: f"a {nest('$(b ', 'c', ')')(n)}\n", "comments": each("# of # things\n"), "builds": each("npm run build # a\n")}),
        "requirements": ("flask-module", "requirements.txt", end, {"packages": each("\np#==1.0"), "comments": each("\n# of # things")}),
        "env": ("next-app", ".env.example", job, {"variables": each("KEY_#=\n"), "comments": each("# of # things\n")}),
        "prisma": ("next-app", "prisma/schema.prisma", job, {"models": each("model M# {\n  id Int @id\n  email String\n}\n"), "fields": within("model M {\n", "  email# String\n", "}\n")})}


def growth(bench):
    """Growing files: the same said 100, 1,000 and 10,000 times, and until a file has 512 kB; CPU time grows with the size and stays below 2 s."""
    most = []
    def planned(at):
        before, run = cpu(), bench.retrofit(at, "plan", "--json", "-j", "1")
        return cpu() - before, crashed(run) or ("" if run.code == 0 else f"ends with {run.code}: {run.err[:200].decode(errors='replace')}")
    for language, (fixture, path, opened, constructs) in growing().items():
        ratio, large = Row(f"{language}: 10 times as much takes 20 times as long or less"), Row(f"{language}: 512 kB within 2 s of CPU")
        at, worst = bench.repo(fixture), (0, "")
        old, (empty, _) = (at / path).read_text(), min(planned(at), planned(at))
        for name, make in constructs.items() if not bench.quick else list(constructs.items())[:3]:
            size = (len(make(1000)) - len(make(10))) / 990
            taken = []
            # The last size whose file is below the 1 MiB that are read.
            for number in [100, 1000, min(10_000, int(1_000_000 / size))]:
                (at / path).write_text(opened(old) + make(number))
                taken.append(planned(at))
            (seconds, wrong), grown = taken[-1], (taken[-1][0] - empty) / max(taken[-2][0] - empty, 0.01)
            again = f"{name}, {path} of fixtures/{fixture}"
            ratio.count(next((wrong for _, wrong in taken if wrong), "") or (f"{grown:.0f} times ({taken[-2][0]:.2f} s, {seconds:.2f} s)" if seconds - empty > 0.2 and grown > 20 else ""), again)
            worst = max(worst, (grown if seconds - empty > 0.05 else 0, name))
            (at / path).write_text(opened(old) + make(int((512 << 10) / size)))
            seconds, wrong = planned(at)
            large.count(wrong or (f"{seconds:.1f} s" if seconds > 2 else ""), again)
            most.append((seconds, f"{language}, {name}"))
        ratio.note = f"at most {worst[0]:.1f} times ({worst[1]}); without any {empty:.2f} s" if worst[1] else f"nothing to measure; without any {empty:.2f} s"
        slowest = max(entry for entry in most if entry[1].startswith(f"{language},"))
        large.note = f"at most {slowest[0]:.2f} s ({slowest[1].split(', ', 1)[1]})"
        yield from [ratio, large]
        bench.drop(at)


EXPERIMENTS = {one.__name__: one for one in [kill, race, kinds, undo, dry, same, mutants, names, growth]}


def shown(text):
    """A failure as one line of a page."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text).replace("|", "\\|").replace("<", "&lt;")


def page(kept):
    """docs/trust.md of what was run last."""
    lines = ["# What the promises rest on", "", "Made by `benches/trust.py`, which says how; not written by hand. What failed is counted, and listed below its table.", ""]
    lines += [f"Not run: {', '.join(left)}.", ""] if (left := [f"`{name}`" for name in EXPERIMENTS if name not in kept]) else []
    for name, run in [(name, kept[name]) for name in EXPERIMENTS if name in kept]:
        what, how = EXPERIMENTS[name].__doc__.split(": ", 1)
        lines += [f"## {what}", "", how[0].upper() + how[1:], "", f"    {run['command']}", "",
                  f"{run['date']}, checkout {run['commit']}, {run['machine']}, {run['seconds']} s{'' if run['done'] else '; ended before it was through'}.", "", "| | tried | failed | |", "|---|---|---|---|"]
        lines += [f"| {shown(row['what'])} | {row['tried']:,} | {len(row['failures'])} | {shown(row['note'])} |" for row in run["rows"]] + [""]
        for row in run["rows"]:
            lines += [f"- {shown(row['what'])}: {shown(failure)}" for failure in row["failures"][:10]]
            lines += [f"- … and {len(row['failures']) - 10} more" for _ in row["failures"][10:11]]
            for number, cells in enumerate(row.get("table", [])):
                lines += [f"| {' | '.join(map(shown, cells))} |", *["|---" * len(cells) + "|" for _ in [0] if number == 0]]
        lines += [""] if lines[-1] else []
    PAGE.write_text("\n".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("experiments", nargs="*", metavar="EXPERIMENT", help=", ".join(EXPERIMENTS))
    parser.add_argument("--quick", action="store_true", help="a few rounds of each")
    parser.add_argument("--write", action="store_true", help="make docs/trust.md of what was run last")
    parser.add_argument("--rounds", type=int, help="of `race` and `mutants`, and the calls of each mode at which `kill` ends it (all unless given)")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--tool", default=os.environ.get("SENTRY_RETROFIT", HOME / "target/release/sentry-retrofit"))
    asked, failed = parser.parse_args(), 0
    tool = pathlib.Path(asked.tool).resolve()
    git = lambda *words: subprocess.run(["git", "-C", HOME, *words], capture_output=True, text=True).stdout.strip()
    for name in asked.experiments or ([] if asked.write else EXPERIMENTS):
        bench, started, rows = Bench(tool, asked.seed, asked.quick, asked.rounds), time.monotonic(), []
        words = [*["--quick"] * asked.quick, *[f"--rounds {asked.rounds}"] * bool(asked.rounds), f"--seed {asked.seed}"]
        program = hashlib.sha256(tool.read_bytes()).hexdigest()[:12]
        run = {"command": f"benches/trust.py {name} {' '.join(words)}", "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
               "commit": git("rev-parse", "--short", "HEAD"), "rows": rows,
               "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, {git('--version')}, program {program}"}
        try:
            for row in EXPERIMENTS[name](bench):
                print(f"{row.what} | {row.tried} | {len(row.failures)} | {row.note}", *map(shown, row.failures), sep="\n    ", flush=True)
                rows.append(vars(row))
                failed += len(row.failures)
                # Kept as it comes: a run that is ended has found something as well.
                kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
                KEPT.parent.mkdir(exist_ok=True)
                KEPT.write_text(json.dumps({**kept, name: {**run, "seconds": round(time.monotonic() - started), "done": False}}, indent=1))
            kept = json.loads(KEPT.read_text())
            KEPT.write_text(json.dumps({**kept, name: {**kept[name], "done": True}}, indent=1))
        finally:
            shutil.rmtree(bench.work, ignore_errors=True)
    if asked.write:
        page(json.loads(KEPT.read_text()))
    sys.exit(bool(failed))


main()
