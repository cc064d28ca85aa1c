use super::*;

fn free(language: Language, text: &str) -> Vec<String> {
    let file = SourceFile::parse("x", language, text.to_owned(), false);
    assert_eq!(file.first_error(), None, "{text}");
    Names::of(&file).expect("it parses").free.into_keys().collect()
}

/// Code in which every name is bound but those called `lost…`.
#[track_caller]
fn only_lost(language: Language, text: &str) {
    let found = free(language, text);
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| word.starts_with("lost"));
    let expected: BTreeSet<&str> = words.collect();
    assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{text}");
}

#[test]
fn python_scopes_are_those_of_python() {
    for text in [
        "import a.b, c as d\nfrom e import f as g, h\nfrom . import i\nprint(a, d, g, h, i, lost_b)\n",
        "def f(a, b=lost_default, *c, d: lost_type = 1, **e) -> int:\n    return a, b, c, d, e, lost_body\n",
        "def f():\n    return later\nlater = 1\n",
        "class A(lost_base, metaclass=lost_meta):\n    x = 1\n    y = x\n    def m(self, v: 'Inner', w: 'lost_quoted.x'):\n        return lost, self.x, __class__\n    class Inner: pass\n",
        "class A:\n    z = 1\n    def lost_method(self):\n        return lost_method, A\n",
        "a = [x + y for x in range(3) if (y := x)]\nprint(y, {k: v for k, v in a}, lost_x)\n",
        "for (a, *b), lost.d in lost_rows: print(a, b)\nelse: print(a)\n",
        "with open(lost) as f, g() as (h, i):\n    f, h, i\ndef g(): pass\n",
        "try: pass\nexcept (ValueError, lost) as e: print(e)\n",
        "def f():\n    global made\n    made = 1\nprint(made)\n",
        "match lost_subject:\n    case Point(x=px, y=0) as whole: px, whole\n    case [first, *rest]: first, rest\n    case {'k': v, **others}: v, others\n    case lost_mod.CONST | None: pass\n    case captured if captured > lost_guard: pass\nclass Point: pass\n",
        "f'{lost!r:>{lost_width}}' % __name__\n",
        "a: int = 1\na.b = lost\na[lost_key] += a\nlambda q, *r, s=a: (q, r, s, lost_free)\n",
        "@lost_decorator(key=1)\ndef f(): nonlocal_ = 1\n",
        "del lost\n",
        "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n    return inner\n",
        "type Pair[T] = tuple[T, lost_alias]\ndef first[K: lost_bound, *Rest](k: K) -> K: return k\nclass Box[V]:\n    v: V\nPair\n",
    ] {
        only_lost(Language::Python, text);
    }
    let file = SourceFile::parse("x", Language::Python, "from a import *\nb\n".to_owned(), false);
    assert!(Names::of(&file).expect("it parses").open);
}

#[test]
fn ecmascript_scopes_are_those_of_ecmascript() {
    for text in [
        "import a, { b as c, d } from 'm';\nimport * as e from 'n';\nexport { a as x, c };\nexport { z } from 'o';\nexport * as y from 'o';\n[d, e, lost_b];\n",
        "early(); function early() { return v; } var v; { var hoisted = 1; let lost_let = 2; } [hoisted, lost_let];\n",
        "const { p, q: r, ...s } = lost, [t, , u = lost_default] = s; [p, r, t, u];\n",
        "const f = async ({ a, b: { c } = {} }, ...d) => { a; c; d; lost; arguments; }; f();\n",
        "for (const k of lost) k; for (let i = 0; i < 3; i++) i; for (var w in {}) w; w;\n",
        "try { lost } catch ({ message }) { message }\ntry {} catch { }\n",
        "class A extends lost { #p = 1; static s = A.s; [lost_key]() { return this.#p; } }\nconst B = class C { m() { C } }; B; new A();\n",
        "const o = { lost, key: lost_value, m() { return o } }; o.anything;\n",
        "outer: for (;;) { break outer }\n",
        "({ a: lost_a, lost_b } = {});\nconst t = `${lost_c}`; t; console.log(undefined, globalThis);\n",
        "const x = <div className={lost}><Comp key='k'>text</Comp><ns.Part /><lost_ns.Part /></div>;\nimport Comp, { ns } from 'm'; x;\n",
        "function f(a = lost, { b } = {}) { return a + b } const g = function h() { h }; f(g);\nswitch (f) { case 1: let y = 1; y; }\n",
    ] {
        only_lost(Language::JavaScript, text);
        only_lost(Language::Tsx, text);
    }
    for text in [
        "interface A<T extends lost_bound = string> { [key: string]: T; m<U>(u: U, lost: U): A<T>; }\ntype B = A<LostNot> | keyof A<string>;\ntype LostNot = 1;\n"
            .replace("lost: U", "ok: U")
            .as_str(),
        "type Unwrap<T> = T extends (...args: infer A) => Promise<infer R> ? [A, R] : lost;\ntype M = { [K in keyof lost_map as `x${K}`]?: lost_map[K] };\n",
        "enum E { One, Two = One << 1, Three = lost }\nnamespace N { export const inner = E.One; }\nN.inner;\n",
        "function is(x: unknown): x is lost { return !!x }\nfunction must(x: unknown): asserts x { is(x) }\nmust(1);\n",
        "abstract class A<T> { constructor(private readonly t: T, public u?: lost) {} abstract m(v: T): void; f = this.t; }\nlet a: A<string>; a;\n",
        "declare global { interface Window { x: number } const shared: string }\nshared;\ndeclare module 'q' { export const z: number }\n",
        "import type { T } from 't';\nimport old = require('old');\nlet pair: [first: T, second?: lost]; pair = old as unknown as typeof pair;\nlet fn: new (a: T) => typeof lost_value; fn = old satisfies T;\n",
        "let r: React.ReactNode, e: HTMLDivElement, j: JSX.Element, p: NodeJS.ProcessEnv, x: lost_ns.Type; [r, e, j, p, x];\n",
    ] {
        only_lost(Language::TypeScript, text);
    }
}

#[test]
fn what_cannot_be_read_binds_what_it_says() {
    let file = SourceFile::parse("x", Language::JavaScript, "const a = = b;\nfoo(a);\n".to_owned(), false);
    assert!(!Names::of(&file).expect("a tree").free.contains_key("a"));
}
