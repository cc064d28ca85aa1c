//! The apps of a repository, for rules that ask about all of them.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::conditions::Situation;
use super::rule_run::RuleRun;
use crate::repo::Project;
use crate::report::Outcome;
use crate::rules::apps::App;

impl RuleRun<'_, '_, '_> {
    /// A row for each app that is started: where it is, what its area says of it, and what the outcomes so far and
    /// the facts make true of it.
    pub(super) fn apps(&self) -> Vec<Json> {
        let areas = self.engine.pack.apps.iter().filter(|_| self.rule.asks_for_apps);
        areas
            .flat_map(|(area, app)| self.started(app).map(|project| self.row(area, app, project)).collect::<Vec<_>>())
            .collect()
    }

    fn started<'s>(&'s self, app: &'s App) -> impl Iterator<Item = &'s Project> + 's {
        let starts = |outcome| matches!(outcome, Outcome::Applies | Outcome::Present);
        let reports = self.pass.reports.iter().filter(|report| app.starts.contains(&report.id));
        let roots: BTreeSet<&str> =
            reports.filter(|report| starts(report.outcome)).map(|report| report.project.as_str()).collect();
        self.engine.projects.iter().filter(move |project| roots.contains(project.root.as_str()))
    }

    fn row(&self, area: &str, app: &App, project: &Project) -> Json {
        let dependencies = self.dependencies_of(project);
        let situation = Situation { project: &project.root, everywhere: false, ..self.situation(&dependencies) };
        let mut row: Map<String, Json> = self.engine.pack.manifest.app.clone().into_iter().collect();
        row.extend(app.has.clone());
        row.extend(app.is.iter().map(|(name, any)| {
            let holds = any.iter().any(|all| situation.first_failing(all).is_none());
            (name.clone(), Json::from(holds))
        }));
        let own = [("area", area), ("kind", &app.kind), ("root", &project.root)];
        row.extend(own.map(|(name, value)| (name.to_owned(), Json::from(value))));
        Json::Object(row)
    }
}
