//! What the views for people have in common: hunks under the rules that own them, steps left to a
//! person, rules that changed nothing and why.

use crate::files::is_below;
use crate::render::secrets::clean;
use crate::report::{
    Change, DECLINED, FileChange, Hunk, LEFT_OUT, MADE, Outcome, Place, Plan, ProjectReport, RuleReport, Safety, Status,
};

/// A rule that changes something, with its share of the diff.
pub(super) struct Section<'a> {
    /// The rule; `None` gathers hunks no reported rule owns, so that no change goes unseen.
    pub(super) rule: Option<&'a RuleReport>,
    /// Files with the hunks shown here.
    pub(super) parts: Vec<Part<'a>>,
    /// Files it changes in hunks shown under an earlier rule, with that rule's id.
    pub(super) elsewhere: Vec<(&'a str, &'a str)>,
}

/// The hunks of a file that one section shows.
pub(super) struct Part<'a> {
    pub(super) file: &'a FileChange,
    pub(super) hunks: Vec<&'a Hunk>,
}

/// The sections in the order the rules ran. Every hunk is in exactly one: that of its first rule.
pub(super) fn sections(plan: &Plan) -> Vec<Section<'_>> {
    let applied = || plan.rules.iter().filter(|rule| rule.outcome == Outcome::Applies);
    let owner_of = |hunk: &Hunk| applied().find(|rule| hunk.rules.first().is_some_and(|first| runs(rule, first)));
    let mut sections: Vec<Section<'_>> = applied()
        .map(|rule| Section { rule: Some(rule), parts: parts_of(plan, rule), elsewhere: shown_elsewhere(plan, rule) })
        .filter(|section| !section.parts.is_empty() || !section.elsewhere.is_empty())
        .collect();
    let stray = plan.files.iter().filter_map(|file| {
        let hunks: Vec<&Hunk> = file.hunks.iter().filter(|hunk| owner_of(hunk).is_none()).collect();
        let lost = file.hunks.is_empty() && !applied().any(|rule| owns_empty(plan, rule, file));
        (!hunks.is_empty() || lost).then_some(Part { file, hunks })
    });
    let stray: Vec<Part<'_>> = stray.collect();
    if !stray.is_empty() {
        sections.push(Section { rule: None, parts: stray, elsewhere: Vec::new() });
    }
    sections
}

/// The files a rule is the first to own a hunk of; files without lines go to the first rule they name.
fn parts_of<'a>(plan: &'a Plan, rule: &RuleReport) -> Vec<Part<'a>> {
    let parts = plan.files.iter().filter_map(|file| {
        let owned = |hunk: &&Hunk| hunk.rules.first().is_some_and(|first| runs(rule, first));
        let hunks: Vec<&Hunk> = file.hunks.iter().filter(owned).collect();
        (!hunks.is_empty() || owns_empty(plan, rule, file)).then_some(Part { file, hunks })
    });
    let mut parts: Vec<Part<'_>> = parts.collect();
    // What happens to the person's own code comes before what is new.
    parts.sort_by_key(|part| part.file.change == Change::Create);
    parts
}

fn shown_elsewhere<'a>(plan: &'a Plan, rule: &RuleReport) -> Vec<(&'a str, &'a str)> {
    let mut elsewhere: Vec<(&str, &str)> = Vec::new();
    for file in &plan.files {
        for hunk in &file.hunks {
            if let Some((first, others)) = hunk.rules.split_first()
                && !runs(rule, first)
                && others.iter().any(|other| runs(rule, other))
                && !elsewhere.contains(&(file.path.as_str(), first.0.as_str()))
            {
                elsewhere.push((&file.path, &first.0));
            }
        }
    }
    elsewhere
}

/// The edit groups with a share in the plan, in the order their first rules ran.
pub fn groups(plan: &Plan) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for rule in sections(plan).iter().filter_map(|section| section.rule) {
        if !groups.contains(&rule.group) {
            groups.push(rule.group.clone());
        }
    }
    groups
}

/// Is this the report of that run?
fn runs(rule: &RuleReport, run: &(String, String)) -> bool {
    rule.id == run.0 && rule.project == run.1
}

/// Does a file without hunks (a new, empty one) belong to this rule? Files name rules without projects, so
/// the innermost project around the file decides between several runs.
fn owns_empty(plan: &Plan, rule: &RuleReport, file: &FileChange) -> bool {
    let Some(id) = file.rules.first().filter(|_| file.hunks.is_empty()) else { return false };
    let candidates = plan.rules.iter().filter(|other| other.outcome == Outcome::Applies && &other.id == id);
    candidates
        .max_by_key(|other| (is_below(&file.path, &other.project), other.project.len()))
        .is_some_and(|owner| owner.project == rule.project && owner.id == rule.id)
}

/// A step for a person, and the projects it is for.
pub(super) struct ByHand<'a> {
    pub(super) projects: Vec<&'a str>,
    pub(super) text: &'a str,
}

impl<'a> ByHand<'a> {
    /// The sentence that says what is to be done.
    pub(super) fn first_line(&self) -> &'a str {
        self.text.lines().next().unwrap_or_default()
    }

    /// The lines behind the sentence, fit to be printed.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.text.lines().skip(1).map(|line| clean(line.trim_end()))
    }

    /// All of it: the sentence with its place, and the lines behind it.
    pub(super) fn whole(&self, plan: &Plan) -> String {
        std::iter::once(clean(&self.said(plan))).chain(self.lines()).collect::<Vec<_>>().join("\n")
    }

    /// The sentence, with the place it is for where there is more than one.
    pub(super) fn said(&self, plan: &Plan) -> String {
        match place_names(plan, &self.projects) {
            place if place.is_empty() => self.first_line().to_owned(),
            place => format!("{place}: {}", self.first_line()),
        }
    }
}

/// The steps, equal ones joined: commands first, since what else is done builds on what they fetch, then in the
/// order the rules ran.
pub(super) fn by_hand(plan: &Plan) -> Vec<ByHand<'_>> {
    let mut steps: Vec<ByHand<'_>> = Vec::new();
    for rule in &plan.rules {
        if matches!(rule.outcome, Outcome::Present | Outcome::NotApplicable) {
            continue;
        }
        let Some(text) = rule.manual.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { continue };
        match steps.iter_mut().find(|step| step.text == text) {
            Some(step) if step.projects.contains(&rule.project.as_str()) => {}
            Some(step) => step.projects.push(&rule.project),
            None => steps.push(ByHand { projects: vec![&rule.project], text }),
        }
    }
    steps.sort_by_key(|step| !step.text.starts_with("run `"));
    steps
}

/// `backend`, or `repository` for what concerns it all; nothing where there is only one place to speak of.
pub(super) fn place_names(plan: &Plan, projects: &[&str]) -> String {
    if plan.projects.len() <= 1 && projects.iter().all(|project| *project == ".") {
        return String::new();
    }
    let names: Vec<&str> =
        projects.iter().map(|project| if *project == "." { "repository" } else { project }).collect();
    names.join(", ")
}

/// Rules that ended alike, for the same reason.
pub(super) struct LeftAlone<'a> {
    pub(super) outcome: Outcome,
    pub(super) reason: Option<&'a str>,
    /// Per rule the projects, in the order they ran.
    pub(super) rules: Vec<(&'a str, Vec<&'a str>)>,
    /// Candidates, or the code in question.
    pub(super) sites: Vec<&'a Place>,
}

impl LeftAlone<'_> {
    /// `acme/init, acme/user: two functions build the app`
    pub(super) fn said(&self, plan: &Plan) -> String {
        let names = name_rules(plan, &self.rules);
        self.reason.map_or_else(|| names.clone(), |reason| format!("{names}: {reason}"))
    }
}

/// Rules that changed nothing and are not simply content: what a person may have to decide first, rules
/// that have no business here last. Unless `all`, a rule at work in one project is not listed as having no
/// business in another, and one that was not asked for is none at all.
pub(super) fn left_alone(plan: &Plan, all: bool) -> Vec<LeftAlone<'_>> {
    let at_work = |id: &str| {
        let busy = |rule: &RuleReport| !matches!(rule.outcome, Outcome::NotApplicable);
        plan.rules.iter().any(|rule| rule.id == id && busy(rule))
    };
    let mut groups: Vec<LeftAlone<'_>> = Vec::new();
    for outcome in [Outcome::Conflict, Outcome::Ambiguous, Outcome::Unsupported, Outcome::NotApplicable] {
        for rule in plan.rules.iter().filter(|rule| rule.outcome == outcome) {
            let no_business = outcome == Outcome::NotApplicable;
            let reason = rule.reason.as_deref();
            if no_business && !all && (at_work(&rule.id) || matches!(reason, Some(LEFT_OUT | DECLINED))) {
                continue;
            }
            // Places belong to one rule and project, so only rules without any are joined.
            let group = groups.iter_mut().find(|group| {
                group.outcome == outcome
                    && group.reason == reason
                    && (no_business || group.sites.is_empty() && rule.sites.is_empty())
            });
            match group {
                Some(group) => match group.rules.iter_mut().find(|(id, _)| *id == rule.id) {
                    Some((_, projects)) => projects.push(&rule.project),
                    None => group.rules.push((&rule.id, vec![&rule.project])),
                },
                None => groups.push(LeftAlone {
                    outcome,
                    reason,
                    rules: vec![(&rule.id, vec![&rule.project])],
                    sites: if no_business { Vec::new() } else { rule.sites.iter().collect() },
                }),
            }
        }
    }
    groups
}

/// Was what a rule wants there before the run? What another rule writes is no news, and a rule that keeps a list of a
/// new file complete finds it complete.
pub(super) fn was_there(plan: &Plan, rule: &RuleReport) -> bool {
    let created =
        |place: &Place| plan.files.iter().any(|file| file.change == Change::Create && file.path == place.file);
    let made = rule.reason.as_deref() == Some(MADE) || !rule.sites.is_empty() && rule.sites.iter().all(created);
    rule.outcome == Outcome::Present && !made
}

/// Is there nothing to tell but that there is nothing to do?
pub(super) fn nothing_found(plan: &Plan) -> bool {
    let known = |project: &ProjectReport| !project.stack.is_empty() || !project.headlines.is_empty();
    plan.files.is_empty()
        && plan.notes.is_empty()
        && plan.repo.own_rules.is_empty()
        && !plan.projects.iter().any(known)
        && plan.rules.iter().all(|rule| rule.outcome == Outcome::NotApplicable)
}

/// Ids of rules that ended in `outcome`, each with its projects, in the order they ran.
pub(super) fn rules_with(plan: &Plan, wanted: impl Fn(&RuleReport) -> bool) -> Vec<(&str, Vec<&str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for rule in plan.rules.iter().filter(|rule| wanted(rule)) {
        match found.iter_mut().find(|(id, _)| *id == rule.id) {
            Some((_, projects)) => projects.push(&rule.project),
            None => found.push((&rule.id, vec![&rule.project])),
        }
    }
    found
}

/// Rules with changes a person should look at.
pub(super) fn to_review(plan: &Plan) -> Vec<(&str, Vec<&str>)> {
    rules_with(plan, |rule| rule.outcome == Outcome::Applies && rule.safety == Safety::Review)
}

/// `acme/init, acme/user (api, web)`: projects are named where the rule also ran in others.
pub(super) fn name_rules(plan: &Plan, rules: &[(&str, Vec<&str>)]) -> String {
    let names = rules.iter().map(|(id, projects)| {
        let runs = plan.rules.iter().filter(|rule| rule.id == *id).count();
        if runs == projects.len() { (*id).to_owned() } else { format!("{id} ({})", place_names(plan, projects)) }
    });
    names.collect::<Vec<_>>().join(", ")
}

/// The sums, or why there is nothing to change, in one sentence.
pub(super) fn verdict(plan: &Plan) -> String {
    match plan.status() {
        Status::Unchanged => unchanged(plan),
        Status::Changed | Status::Refused => format!("{}.", totals(plan)),
    }
}

fn unchanged(plan: &Plan) -> String {
    let with = |wanted: &[Outcome]| rules_with(plan, |rule| wanted.contains(&rule.outcome)).len();
    let open = with(&[Outcome::Ambiguous, Outcome::Unsupported, Outcome::Conflict]);
    let present = with(&[Outcome::Present]);
    match (open, present) {
        (1, _) => "Nothing changes: 1 rule would, and needs you first.".to_owned(),
        (2.., _) => format!("Nothing changes: {open} rules would, and need you first."),
        (0, _) if !by_hand(plan).is_empty() => "Nothing to change in files; what is left is done by hand.".to_owned(),
        (0, 0) => "Nothing to change: no rule has business here.".to_owned(),
        (0, _) => "Nothing to change: what the rules want is there already.".to_owned(),
    }
}

/// `14 files (9 new), +412 −9, by 11 rules`.
fn totals(plan: &Plan) -> String {
    let new = plan.files.iter().filter(|file| file.change == crate::report::Change::Create).count();
    let added: usize = plan.files.iter().map(|file| file.added).sum();
    let removed: usize = plan.files.iter().map(|file| file.removed).sum();
    let rules = rules_with(plan, |rule| rule.outcome == Outcome::Applies).len();
    let files = count(plan.files.len(), "file");
    let new = if new == 0 { String::new() } else { format!(" ({new} new)") };
    format!("{files}{new}, +{} \u{2212}{}, by {}", thousands(added), thousands(removed), count(rules, "rule"))
}

/// `1 file`, `1,204 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// `1,204`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The sentence with its full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}
