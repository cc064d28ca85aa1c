//! What templates may ask about the files of a run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use minijinja::context;
use minijinja::value::Value;

use super::{Context, prefix_of};
use crate::files::{folders_above, is_below, join};
use crate::lang::{SourceFile, copies, ecmascript_path};
use crate::pattern::{compiled, compiled_glob};
use crate::repo::below;

/// The function `created`.
pub fn created(context: &Context) -> Value {
    paths_named(context, &context.created)
}

/// The function `edited`.
pub fn edited(context: &Context) -> Value {
    paths_named(context, &context.edited)
}

fn paths_named(context: &Context, paths: &[String]) -> Value {
    let (project, paths) = (context.project.clone(), paths.to_vec());
    Value::from_function(move |globs: Vec<String>| named(&paths, &project, &globs))
}

/// What lists of files leave out, by list and by what was asked: all places of a list have one answer.
pub type Lists = Mutex<HashMap<(String, String), (Arc<SourceFile>, Arc<copies::Places>)>>;

/// The function `left_out`.
pub fn left_out(context: &Context) -> Value {
    let (site, files, lists) = (context.site.clone(), context.files.clone(), context.lists.clone());
    Value::from_function(move |apps: Vec<String>, beside: Vec<String>, new: Vec<String>, steps: Option<&str>| {
        let (Some(site), Ok(regex)) = (&site, steps.map(compiled).transpose()) else { return Vec::new() };
        let question = (site.file.path.clone(), format!("{apps:?} {beside:?} {new:?} {steps:?}"));
        let known = lists.lock().ok().and_then(|lists| lists.get(&question).cloned());
        let known = known.filter(|(file, _)| Arc::ptr_eq(file, &site.file)).map(|(_, places)| places);
        let places = known.unwrap_or_else(|| {
            let wanted = copies::Wanted { apps: &apps, beside: &beside, new: &new };
            let places = Arc::new(copies::left_out(&site.file, &files, wanted, regex.as_deref()));
            if let Ok(mut lists) = lists.lock() {
                lists.insert(question, (site.file.clone(), places.clone()));
            }
            places
        });
        let found = places.get(&site.range().start).into_iter().flatten();
        found.map(|one| context! { path => &one.path, named => one.named, alone => one.alone }).collect()
    })
}

/// The function `first_file`.
pub fn first_file(context: &Context) -> Value {
    let (project, files) = (context.project.clone(), context.files.clone());
    Value::from_function(move |globs: Vec<String>| globs.iter().find_map(|glob| nearest_file(&files, &project, glob)))
}

/// The function `nearest`.
pub fn nearest(context: &Context) -> Value {
    let (site, project) = (context.site.clone(), context.project.clone());
    let (created, files) = (context.created.clone(), context.files.clone());
    Value::from_function(move |name: &str| {
        let site = site.as_ref()?;
        let inside = |folder: &&str| *folder == project || is_below(folder, &project);
        let places = folders_above(&site.file.path).filter(inside).map(|folder| join(folder, name));
        let places: Vec<String> = places.collect();
        let new = places.iter().find(|path| created.contains(path));
        new.or_else(|| places.iter().find(|path| files.binary_search(path).is_ok())).cloned()
    })
}

/// The function `resolve`.
pub fn resolve(context: &Context) -> Value {
    let (project, files) = (context.project.clone(), context.files.clone());
    Value::from_function(move |importer: &str, specifier: &str| {
        let exists = |path: &str| files.binary_search_by(|known| known.as_str().cmp(path)).is_ok();
        ecmascript_path::resolve(&project, importer, specifier, &exists)
    })
}

/// The files of a project that one of the globs names.
fn named(paths: &[String], project: &str, globs: &[String]) -> Vec<String> {
    let globs: Vec<_> = globs.iter().filter_map(|glob| compiled_glob(glob)).collect();
    let prefix = prefix_of(project);
    let fits = |path: &str| globs.iter().any(|glob| glob.is_match(path.as_bytes()));
    let named = |path: &&String| path.strip_prefix(&prefix).is_some_and(fits);
    paths.iter().filter(named).cloned().collect()
}

/// The project's file a glob names; of several the nearest to the top.
fn nearest_file(files: &[String], project: &str, glob: &str) -> Option<String> {
    let glob = compiled_glob(glob)?;
    let prefix = prefix_of(project);
    let named = below(files, project).iter().filter(|path| {
        let relative = path.strip_prefix(prefix.as_str()).unwrap_or(path);
        glob.is_match(relative.as_bytes())
    });
    named.min_by_key(|path| (path.matches('/').count(), path.as_str())).cloned()
}
