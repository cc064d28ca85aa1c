//! Where a name of one file is defined: imports followed from file to file.

use super::Matcher;
use crate::files::Files;
use crate::lang::bindings::{Bound, DEFAULT};
use crate::lang::{Language, ecmascript_path, python_path};

/// A name handed on more often than this is given up.
const HOPS: usize = 12;

impl Matcher {
    /// The home of an expression such as `bp` or `views.bp` in a file, as `path#name`: the file whose own
    /// code binds the name, however often it was imported on the way. `None` where an import leads out of
    /// the repository or into nothing.
    pub fn home(&self, files: &dyn Files, project: &str, path: &str, expression: &str) -> Option<String> {
        match Language::of_path(path) {
            Language::Python if is_dotted_name(expression) => {}
            language if language.is_ecmascript() => return self.home_of_export(files, project, path, expression),
            _ => return None,
        }
        let (mut path, mut name) = (path.to_owned(), expression.to_owned());
        for _ in 0..HOPS {
            let parsed = self.parse(files, &path)?;
            let Some(origin) = parsed.imports.origin(&name) else { return Some(format!("{path}#{name}")) };
            let at = origin.rfind('.')?;
            // `.z` is the name `z` of the module `.`; `..x.y` the name `y` of `..x`.
            let leading = origin[..at].chars().all(|c| c == '.');
            let module = if leading { &origin[..=at] } else { &origin[..at] };
            let target = python_path::file_of(files, project, &path, module)?;
            if target == path {
                return Some(format!("{path}#{}", &origin[at + 1..]));
            }
            name = origin[at + 1..].to_owned();
            path = target;
        }
        None
    }
}

impl Matcher {
    /// The same for a plain name of ECMAScript, through re-exports and default exports too.
    fn home_of_export(&self, files: &dyn Files, project: &str, path: &str, name: &str) -> Option<String> {
        let (mut path, mut name) = (path.to_owned(), name.to_owned());
        for _ in 0..HOPS {
            let parsed = self.parse(files, &path)?;
            let from_outside = parsed.bindings().at(&name, usize::MAX - 1);
            let handed_on = from_outside.iter().find_map(|binding| match &binding.value {
                Bound::Origin(origin) => Some(origin.clone()),
                _ => None,
            });
            // `export default pay`, and `export { pay as POST }` where nothing else bears that name.
            let is_renamed = |own: &str| {
                from_outside.len() == 1
                    && own != name
                    && (!parsed.bindings().at(own, usize::MAX - 1).is_empty() || parsed.imports.origin(own).is_some())
            };
            let exported = from_outside.iter().find_map(|binding| match &binding.value {
                Bound::Shape(own) if is_dotted_name(own) && (name == DEFAULT || is_renamed(own)) => Some(own.clone()),
                _ => None,
            });
            match (handed_on.or_else(|| parsed.imports.origin(&name)), exported) {
                (Some(origin), _) => {
                    let (module, imported) = origin.split_once('#')?;
                    let target = ecmascript_path::resolve(project, &path, module, &|path| files.exists(path))?;
                    (path, name) = (target, imported.to_owned());
                }
                (None, Some(own)) => name = own,
                (None, None) => return Some(format!("{path}#{name}")),
            }
        }
        None
    }
}

fn is_dotted_name(text: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty()
            && !part.starts_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    text.len() < 200 && text.split('.').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    #[test]
    fn a_name_is_followed_to_the_file_that_binds_it() {
        let files = MemoryFiles::of([
            (
                "shop/__init__.py",
                "from shop.pages import bp as pages\nfrom . import tills\nimport acme\napp = acme.App()\n",
            ),
            ("shop/pages/__init__.py", "from .views import bp\n"),
            ("shop/pages/views.py", "bp = Pages()\n"),
            ("shop/tills.py", "till = Till()\n"),
            ("src/lib/a.py", "from lib.b import x\n"),
            ("src/lib/b.py", "from lib.a import x\n"),
        ]);
        let home = |path: &str, name: &str| Matcher::default().home(&files, ".", path, name);
        assert_eq!(home("shop/__init__.py", "pages").as_deref(), Some("shop/pages/views.py#bp"));
        assert_eq!(home("shop/__init__.py", "tills.till").as_deref(), Some("shop/tills.py#till"));
        assert_eq!(home("shop/__init__.py", "app").as_deref(), Some("shop/__init__.py#app"));
        assert_eq!(home("shop/__init__.py", "acme.App"), None);
        assert_eq!(home("shop/__init__.py", "make()"), None);
        assert_eq!(home("src/lib/a.py", "x"), None);
    }

    #[test]
    fn an_export_is_followed_to_the_file_that_makes_it() {
        let files = MemoryFiles::of([
            (
                "app/error.tsx",
                "import View, { useReport as report, gone } from '@/parts';\nimport { x } from 'acme';\n",
            ),
            ("parts/index.ts", "export { useReport } from './report';\nexport { default } from './view';\n"),
            ("parts/report.ts", "export const useReport = () => {};\n"),
            ("parts/view.tsx", "function Shown() {}\nexport default Shown;\n"),
            ("app/pay/route.ts", "export { POST, same } from '@/server/pay';\n"),
            (
                "server/pay.ts",
                "import { useReport } from '../parts';\nfunction pay() {}\nexport { pay as POST, useReport as report };\n\
                 const same = gone;\nexport { same };\n",
            ),
        ]);
        let of_route = |name: &str| Matcher::default().home(&files, ".", "app/pay/route.ts", name);
        assert_eq!(of_route("POST").as_deref(), Some("server/pay.ts#pay"));
        assert_eq!(of_route("same").as_deref(), Some("server/pay.ts#same"));
        let own = |name: &str| Matcher::default().home(&files, ".", "server/pay.ts", name);
        assert_eq!(own("report").as_deref(), Some("parts/report.ts#useReport"));
        let home = |name: &str| Matcher::default().home(&files, ".", "app/error.tsx", name);
        assert_eq!(home("report").as_deref(), Some("parts/report.ts#useReport"));
        assert_eq!(home("View").as_deref(), Some("parts/view.tsx#Shown"));
        assert_eq!(home("gone").as_deref(), Some("parts/index.ts#gone"));
        assert_eq!(home("own").as_deref(), Some("app/error.tsx#own"));
        assert_eq!(home("x"), None);
    }
}
